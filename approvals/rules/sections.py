"""Which field is asked in which section, in the order asked."""

from approvals.enums import Section

# What a question may be about. Not the fast track: it could not be charged any more, and after an
# answer the approver has 3 working days anyway.
ASKABLE = tuple(section for section in Section if section != Section.SPEED)

FIELDS: dict[str, tuple[str, ...]] = {
    Section.ABOUT: ("title", "summary", "modality", "duration_minutes"),
    Section.AUDIENCES: ("audiences", "units"),
    Section.LEARNING: ("objectives", "assessment"),
    Section.INTERACTIVITY: (
        "ground",
        "interaction",
        "feedback",
        "stimulus_format",
        "stimulus",
        "engagement",
        "peer_qualification",
        "channel",
    ),
    Section.POINTS: ("points_total", "points_interactive", "points_specialist", "peer_review"),
    Section.PRACTICE: ("current_practice", "patient_care"),
    Section.PEOPLE: ("contributors", "sponsor", "interests"),
    Section.ATTACHMENTS: ("attachments",),
    Section.SPEED: ("fast_track",),
}
