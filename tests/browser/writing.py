"""A provider writes an application in a browser, section by section."""

from approvals.models import CetApplication
from tests.browser.person import Person

TITLE = "Dry eye in practice"


def writes_an_application(provider: Person, *, title: str = TITLE) -> str:
    """Every section but attachments and fast track; returns the C-number."""
    provider.opens("/applications/")
    provider.follows("Start a new application")
    provider.types("Title", title)
    provider.types("Summary", "From the first symptom to treatment.")
    provider.picks("Workshop")
    provider.types("How long does it take?", "120")
    provider.saves()
    c_number = CetApplication.objects.latest("pk").c_number

    says(provider, c_number, "audiences", picks=("Optometrists", "O6 Ocular abnormalities"))
    says(
        provider,
        c_number,
        "learning",
        types={
            "Learning objective 1": "Tell apart the two main kinds of dry eye",
            "How do people show that they met the objectives?": "Five case records.",
        },
        picks=("O6 Ocular abnormalities",),
    )
    says(provider, c_number, "interactivity", picks=("Option A",))
    provider.types("How do people interact?", "Small groups report to the facilitator.")
    provider.saves()
    says(
        provider,
        c_number,
        "points",
        types={
            "How many points do you ask for?": "2",
            "How many of these points are interactive?": "2",
        },
    )
    says(
        provider,
        c_number,
        "practice",
        types={
            "How is the CET linked to current practice?": "It follows present guidance.",
            "How does it improve patient care?": "The right treatment at the first visit.",
        },
    )
    says(
        provider,
        c_number,
        "people",
        types={"Name of person 1": "Dr Invented", "Qualifications of person 1": "optometrist"},
    )
    return c_number


def says(provider: Person, c_number: str, section: str, *, types=(), picks=()) -> None:
    """One section: what is typed by its label, what is picked, then saved."""
    provider.opens(f"/applications/{c_number}/section/{section}/")
    for label in picks:
        provider.picks(label)
    for label, text in dict(types).items():
        provider.types(label, text)
    provider.saves()


def submits(provider: Person, c_number: str) -> None:
    """Check answers, then declare and submit."""
    provider.opens(f"/applications/{c_number}/check/")
    provider.presses("Declare and submit")
    provider.sees("How this date was worked out")
