"""The reference data that the project ships.

Names of units: domain.md 5.7 marks the published fragments; the rest is background knowledge
and may be corrected by staff (docs/adr/0007). Points per modality: domain.md 5.6.
"""

from cet_portal.scheme.enums import Audience, PointKind, Profession, Specialty

# code, profession, kind of points, specialty
AUDIENCES = (
    (Audience.OPTOMETRIST, Profession.OPTOMETRIST, PointKind.GENERAL, ""),
    (Audience.DISPENSING_OPTICIAN, Profession.DISPENSING_OPTICIAN, PointKind.GENERAL, ""),
    (
        Audience.CONTACT_LENS_OPTICIAN,
        Profession.DISPENSING_OPTICIAN,
        PointKind.SPECIALIST,
        Specialty.CONTACT_LENS,
    ),
    (
        Audience.THERAPEUTIC_PRESCRIBER,
        Profession.OPTOMETRIST,
        PointKind.SPECIALIST,
        Specialty.INDEPENDENT_PRESCRIBING,
    ),
)

UNITS = {
    Audience.OPTOMETRIST: (
        "O",
        (
            "Communication",
            "Standards of practice",
            "Visual function",
            "Optical appliances",
            "Ocular examination",
            "Ocular abnormalities",
            "Contact lenses",
            "Binocular vision",
        ),
    ),
    Audience.DISPENSING_OPTICIAN: (
        "D",
        (
            "Communication",
            "Standards of practice",
            "Methods of ocular examination",
            "Optical appliances",
            "Low vision",
            "Refractive management",
            "Ocular abnormalities",
            "Contact lenses",
        ),
    ),
    Audience.CONTACT_LENS_OPTICIAN: (
        "C",
        (
            "Communication",
            "Standards of practice",
            "Methods of ocular examination",
            "Contact lens fitting",
            "Contact lens aftercare",
            "Ocular abnormalities",
            "Contact lens materials and care",
            "Patient selection",
        ),
    ),
    Audience.THERAPEUTIC_PRESCRIBER: (
        "T",
        (
            "Clinical and pharmacological knowledge",
            "Establishing options",
            "Communicating with patients",
            "Prescribing safely",
            "Prescribing professionally",
            "Improving prescribing practice",
            "Working in teams",
        ),
    ),
}

# Text-based distance learning is interactive under option B alone (mission/000).
TEXT_BASED = {"DISTANCE_TEXT"}
# The material is the CET: it cannot be judged without it.
NEEDS_ATTACHMENT = {"DISTANCE_TEXT", "DISTANCE_MULTIMEDIA", "TUTORED_COURSE"}

# code, name, distance, usual least and most points, grounds
MODALITIES = (
    ("LECTURE", "Lecture", False, 1, 1, "A"),
    ("WORKSHOP", "Workshop", False, 2, 3, "A"),
    ("PEER_REVIEW", "Peer review", False, 3, 3, "AC"),
    ("PEER_DISCUSSION", "Peer discussion", False, 3, 3, "A"),
    ("LIVE_WEBINAR", "Live webinar", False, 1, 2, "C"),
    ("DISTANCE_TEXT", "Distance learning: text", True, 1, 2, "B"),
    ("DISTANCE_MULTIMEDIA", "Distance learning: video or audio", True, 1, 2, "BC"),
    ("TUTORED_COURSE", "Tutor-led distance course", True, 3, 5, "BC"),
)

# code, name, question, what mends it, section, judged for each audience.
# Sources: mission/000 "In principle", "Two key principles", "What is Interactive CET?";
# domain.md 3.2 (legal frame), 6.2.
CRITERIA = (
    (
        "CURRENT_PRACTICE",
        "Current practice",
        "Does the CET have a clear focus on current practice?",
        "Name the guidance, evidence or change in practice that the CET follows.",
        "practice",
        False,
    ),
    (
        "PATIENT_CARE",
        "Patient care",
        "Does it support improved standards of patient care?",
        "Say what patients gain when people put into practice what they learned.",
        "practice",
        False,
    ),
    (
        "ONE_HOUR",
        "One hour",
        "Does it need participation and involvement for at least one hour?",
        "Show how the time is spent, without breaks, and that it adds up to an hour or more.",
        "about",
        False,
    ),
    (
        "OBJECTIVES",
        "Objectives measurable",
        "Can each learning objective be shown to be met?",
        "Write each objective as something that people can do, and that somebody can see.",
        "learning",
        False,
    ),
    (
        "INTERACTIVITY",
        "Interactivity",
        "Are errors in understanding found and corrected, and can people compare their "
        "understanding with that of others, on the ground claimed?",
        "Describe who answers people, how they meet peers, and which ground (A, B or C) that is; "
        "or ask for points that are not interactive.",
        "interactivity",
        False,
    ),
    (
        "ASSESSMENT",
        "Assessment",
        "Does the assessment show for each person that the objectives are met?",
        "Say what each person does, who looks at it, and what is a pass.",
        "learning",
        False,
    ),
    (
        "AUDIENCE_FIT",
        "Audience fit",
        "Do content and competency units fit this audience?",
        "Choose units of this audience that the objectives serve, or leave the audience out.",
        "audiences",
        True,
    ),
    (
        "POINTS",
        "Points",
        "Do the points fit the way of learning, for this audience?",
        "Ask for the points that are usual for the way of learning, or say what earns more.",
        "points",
        True,
    ),
)

# The first relevant period, then three calendar years each (decisions.md 32).
FIRST_CYCLE = ("2005-2006", "2005-07-01", "2006-12-31", "INITIAL_2005")
SCHEME_VERSION_FROM = {
    2007: "SUBSEQUENT_2007",
    2010: "SUBSEQUENT_2007",
    2013: "ENHANCED_2013",
    2016: "ENHANCED_2016",
}
LATEST_SCHEME_VERSION = "ENHANCED_2019"
LAST_CYCLE_STARTS = 2031
