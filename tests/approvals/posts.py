"""What a browser sends when somebody writes an application."""

# By the page of a section; the questions of a ground have a page of their own.
POSTS = {
    "about": {
        "title": "Dry eye",
        "summary": "About it",
        "modality": "WORKSHOP",
        "duration_minutes": "90",
    },
    "audiences": {"audiences": ["OPTOMETRIST"], "units": ["O1", "O2"]},
    "learning": {
        "objective_1": "Know it",
        "objective_1_units": ["O1"],
        "objective_2": "Do it",
        "objective_2_units": ["O1", "O2"],
        "assessment": "Questions",
    },
    "interactivity": {"ground": "A"},
    "interactivity/questions": {"interaction": "In groups"},
    "points": {
        "points_total": "2",
        "points_interactive": "2",
        "points_specialist": "0",
        "peer_review": "no",
    },
    "practice": {"current_practice": "Guidance", "patient_care": "Better care"},
    "people": {
        "contributor_1": "An author",
        "contributor_1_qualifications": "optometrist",
        "contributor_1_part": "AUTHOR",
        "sponsor": "",
        "interests": "",
    },
    "speed": {"fast_track": "no"},
}


def address(application, page: str) -> str:
    """The page of a section."""
    return f"/applications/{application.c_number}/section/{page}/"


def errors_of(response) -> dict[str, list[str]]:
    """What is wrong with the form of a page, by field."""
    return {field: list(errors) for field, errors in response.context["form"].errors.items()}


def save(client, application, page, **typed):
    """Save a section as somebody who opened it just now."""
    application.refresh_from_db()
    data = {"version": application.version, **typed}
    response = client.post(address(application, page), data)
    application.refresh_from_db()
    return response
