"""What is said about one CET, and the words that follow from the way of learning."""

from dataclasses import dataclass
from typing import Any

from approvals.enums import Engagement, StimulusFormat
from cet_portal.scheme.enums import Audience, InteractivityGround
from cet_portal.scheme.models import Modality

AUDIENCES = {
    "O": Audience.OPTOMETRIST,
    "D": Audience.DISPENSING_OPTICIAN,
    "C": Audience.CONTACT_LENS_OPTICIAN,
    "T": Audience.THERAPEUTIC_PRESCRIBER,
}

GROUNDS = {
    "LECTURE": InteractivityGround.A,
    "WORKSHOP": InteractivityGround.A,
    "PEER_REVIEW": InteractivityGround.A,
    "PEER_DISCUSSION": InteractivityGround.A,
    "LIVE_WEBINAR": InteractivityGround.C,
    "TUTORED_COURSE": InteractivityGround.B,
}

INTERACTION = {
    "LECTURE": (
        "Three cases are shown without their outcome. Neighbours decide together what they would "
        "do, vote by show of hands, and the speaker takes up the differences."
    ),
    "WORKSHOP": (
        "Groups of six rotate between four tables. At each table a tutor watches, corrects and "
        "asks the group to compare how each of them does it in practice."
    ),
    "PEER_REVIEW": (
        "Groups of six to eight discuss anonymised records that they bring along. A trained "
        "facilitator keeps time and notes questions and answers."
    ),
    "PEER_DISCUSSION": (
        "Tables of eight work through three scenarios with a facilitator, each person first alone "
        "and then with the others."
    ),
    "LIVE_WEBINAR": (
        "Live throughout: polls before and after each case, breakout rooms of eight with a "
        "facilitator, and questions answered aloud by the speaker."
    ),
    "TUTORED_COURSE": (
        "A tutor answers each weekly task in person within three working days. The workbook asks "
        "what the person would now start, stop and continue."
    ),
}

# What option B and C have to say besides.
FEEDBACK = (
    "A tutor, an optometrist who runs the course, answers each task of each person in writing and "
    "takes up what was misunderstood."
)
STIMULUS = (
    "A workbook that asks, for each unit of the course, what the person would now start, stop and "
    "continue, and to talk about it with a colleague."
)
GROUND_ANSWERS: dict[str, dict[str, str]] = {
    InteractivityGround.B: {
        "feedback": FEEDBACK,
        "stimulus_format": StimulusFormat.START_STOP_CONTINUE,
        "stimulus": STIMULUS,
        "engagement": Engagement.FORUM,
    },
    InteractivityGround.C: {
        "peer_qualification": "The speaker and the facilitators of the rooms are optometrists.",
        "channel": "Video conference with chat and breakout rooms",
    },
}

ASSESSMENT = {
    "LECTURE": "Everybody hands in a card with their decision on each case before leaving.",
    "WORKSHOP": "Tutors sign a check list for each person at each table.",
    "PEER_REVIEW": "Each person writes down for one case what they would do differently.",
    "PEER_DISCUSSION": "The facilitator records each person's contribution to each scenario.",
    "LIVE_WEBINAR": "Six questions at the end; five right answers are needed.",
    "DISTANCE_TEXT": "Eight multiple-choice questions; seven right answers are needed.",
    "DISTANCE_MULTIMEDIA": "Six questions on the recordings; five right answers are needed.",
    "TUTORED_COURSE": "Four written tasks, each marked by the tutor.",
}


@dataclass(frozen=True, kw_only=True)
class Cet:
    """One CET. `audiences`: letters of `AUDIENCES`; `points`: total and interactive."""

    key: str
    provider: str
    title: str
    summary: str = ""
    modality: str = "LECTURE"
    minutes: int = 60
    audiences: str = "O"
    units: tuple[str, ...] = ()
    points: tuple[int, int] = (1, 1)
    objectives: tuple[str, ...] = ()
    practice: str = ""
    care: str = ""
    authors: str = ""
    interests: str = ""

    @property
    def audience_codes(self) -> list[str]:
        return [AUDIENCES[letter] for letter in self.audiences]

    def values(self) -> dict[str, Any]:
        """The fields of the application, as a provider would have typed them."""
        total, interactive = self.points
        ground = GROUNDS[self.modality] if interactive else InteractivityGround.NONE
        return {
            "summary": self.summary,
            "modality": Modality.objects.get(code=self.modality),
            "duration_minutes": self.minutes,
            "audiences": self.audience_codes,
            "units": list(self.units),
            "assessment": ASSESSMENT[self.modality],
            "ground": ground,
            **GROUND_ANSWERS.get(ground, {}),
            "interaction": INTERACTION[self.modality] if interactive else "",
            "points_total": total,
            "points_interactive": interactive,
            "peer_review": self.modality == "PEER_REVIEW",
            "current_practice": self.practice,
            "patient_care": self.care,
            "interests": self.interests,
        }

    def material(self) -> str:
        """The text that people read or hear, as far as the application shows it."""
        return "\n\n".join((self.title, self.summary, *self.objectives))

    def lines(self) -> list[dict[str, Any]]:
        """The learning objectives; each serves all units, as the texts do not tell them apart."""
        return [{"text": text, "units": list(self.units)} for text in self.objectives]

    def contributors(self) -> list[dict[str, Any]]:
        """Authors and presenters: "Name, qualifications; Name, qualifications"."""
        people = filter(None, (each.strip() for each in self.authors.split(";")))
        parts = (person.partition(",") for person in people)
        return [
            {"name": name.strip(), "qualifications": qualifications.strip(), "part": "BOTH"}
            for name, _comma, qualifications in parts
        ]
