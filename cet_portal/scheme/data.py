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

# code, name, distance, usual least and most points, grounds
MODALITIES = (
    ("LECTURE", "Lecture", False, 1, 1, "A"),
    ("WORKSHOP", "Workshop", False, 2, 3, "A"),
    ("PEER_REVIEW", "Peer review", False, 3, 3, "A"),
    ("PEER_DISCUSSION", "Peer discussion", False, 3, 3, "A"),
    ("LIVE_WEBINAR", "Live webinar", False, 1, 2, "C"),
    ("DISTANCE_TEXT", "Distance learning: text", True, 1, 2, "B"),
    ("DISTANCE_MULTIMEDIA", "Distance learning: video or audio", True, 1, 2, "BC"),
    ("TUTORED_COURSE", "Tutor-led distance course", True, 3, 5, "BC"),
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
