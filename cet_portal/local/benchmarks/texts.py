"""Invented words of applications, in the field's language."""

from random import Random

TOPICS = (
    "glaucoma",
    "dry eye",
    "keratoconus",
    "diabetic retinopathy",
    "macular degeneration",
    "myopia management",
    "contact lens complications",
    "low vision",
    "red eye",
    "visual fields",
    "paediatric dispensing",
    "cataract",
    "uveitis",
    "blepharitis",
    "binocular vision",
    "sports eyewear",
    "record keeping",
    "safeguarding",
    "optical coherence tomography",
    "progressive lenses",
    "ocular hypertension",
    "flashes and floaters",
    "amblyopia",
    "scleral lenses",
)
ANGLES = (
    "{topic}: when to refer",
    "An update on {topic}",
    "{topic} in community practice",
    "Case studies in {topic}",
    "{topic}: evidence and conversation",
    "Red flags in {topic}",
    "{topic} for the whole team",
    "Talking to patients about {topic}",
    "{topic}: from first symptom to treatment",
    "Pitfalls of {topic}",
)
DOES = ("Recognise", "Describe", "Distinguish", "Plan the management of", "Explain", "Assess")
WHERE = (
    "in a patient with no complaints",
    "in older people",
    "in children under eight",
    "with the instruments of a usual practice",
    "and choose who needs referral within a day",
    "and write it down so that a colleague can follow",
)
SENTENCES = (
    "Participants work through cases in small groups and report back to the facilitator.",
    "The session follows the guidance in force and says where practice still differs.",
    "Patients are referred earlier where that helps, and less often where it does not.",
    "Each participant leaves with a page of prompts to use in the consulting room.",
    "Images are shown first without and then with the findings marked.",
    "Common mistakes are named, with what they led to and how each is avoided.",
    "A short test before and after shows what was learnt.",
    "The material was reviewed by two colleagues who took no part in writing it.",
)
FORENAMES = ("Ada", "Bryn", "Carys", "Dev", "Elin", "Farah", "Gwen", "Hamid", "Iona", "Joss")
SURNAMES = ("Ashby", "Bevan", "Chaudhry", "Doyle", "Ellwood", "Flint", "Gower", "Hale", "Ivers")
TOWNS = ("Leeds", "Cardiff", "Truro", "Perth", "Ely", "Hull", "Derry", "York", "Bath", "Ripon")


def title(chance: Random) -> str:
    """Such as "Case studies in glaucoma"."""
    words = chance.choice(ANGLES).format(topic=chance.choice(TOPICS))
    return words[:1].upper() + words[1:]


def objective(chance: Random) -> str:
    """One learning objective."""
    return f"{chance.choice(DOES)} {chance.choice(TOPICS)} {chance.choice(WHERE)}"


def paragraph(chance: Random, sentences: int = 4) -> str:
    """So many sentences."""
    return " ".join(chance.choice(SENTENCES) for _ in range(sentences))


def name(chance: Random, number: int) -> str:
    """A person's name; the number keeps it from being somebody else's."""
    return f"{chance.choice(FORENAMES)} {chance.choice(SURNAMES)}-{number}"
