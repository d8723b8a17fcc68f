"""Declaring in a browser: with files, corrected, held and released; months of distance learning."""

from datetime import timedelta

import pytest

from approvals.models import CetApplication
from cet_portal.core import clock
from cet_portal.scheme import queries as scheme_queries
from registrants.models import PointEntry
from sessions_events import services
from sessions_events.models import Event, EvidenceFile
from tests.browser.person import Person
from tests.builders import (
    PASSWORD,
    actor_of,
    administrator_of,
    application_at,
    provider_with,
    registrant,
    staff,
)
from tests.delivered import declaration, event_held

pytestmark = pytest.mark.browser
MONTH = timedelta(days=30)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def priya(person) -> Person:
    """A provider's system administrator, signed in."""
    someone = person("Priya")
    someone.provider, someone.account = provider_with(at=clock.now() - MONTH)
    someone.signs_in(someone.account.email, PASSWORD)
    return someone


@pytest.fixture
def ruth(person) -> Person:
    """The CET manager, signed in."""
    someone = person("Ruth")
    someone.signs_in(staff("CET_MANAGER", name="Ruth Calloway").email, PASSWORD)
    return someone


def answers(priya: Person) -> None:
    priya.types("How did it go?", "Well, with another speaker.")
    priya.types("How did you check that people attended for the full time?", "Signed in and out.")
    priya.types("How was it shown that people met the learning objectives?", "Case records.")
    priya.picks_in("Have certificates been given to those who completed it?", "Yes")
    priya.types("How many people attended?", "3")
    priya.types("How many of them completed the CET?", "2")


def test_declared_with_a_file_corrected_held_and_released(priya, ruth):
    event = event_held(application_at("APPROVED", provider=priya.provider))
    priya.opens(f"/events/{event.ev_number}/declare/")
    answers(priya)
    priya.picks_in("Was the CET delivered as it was approved?", "Yes")
    # The discussion comes as a file, and an answer is forgotten at first.
    priya.types("How did it go?", "")
    priya.chooses_file("File that shows the discussion", "questions.pdf", PDF)
    priya.presses("Check your answers")
    priya.sees("Say how it went")
    priya.sees("questions.pdf")
    priya.types("How did it go?", "Well.")
    priya.presses("Check your answers")
    priya.sees("Nothing has been declared yet.")
    priya.presses("Declare")
    priya.sees("is declared")

    priya.opens(f"/events/{event.ev_number}/")
    priya.sees("questions.pdf")
    priya.follows("Versions and corrections of the declaration")
    priya.follows("Correct the declaration")
    priya.picks_in("Was the CET delivered as it was approved?", "No")
    priya.types("What differed?", "Another speaker.")
    priya.types("Why do you correct it?", "We had forgotten it.")
    priya.presses("Check your answers")
    priya.sees("The CET manager reads what differed first.")
    priya.presses("Correct the declaration")
    priya.sees("this is version 2")
    assert Event.objects.get().status == "HELD"

    ruth.opens("/overview/held/")
    ruth.follows(event.ev_number)
    ruth.sees("What was approved")
    ruth.sees("Another speaker.")
    ruth.sees("questions.pdf")
    ruth.picks("Release the declaration")
    ruth.types("Reason", "The speaker is as good.")
    ruth.presses("Release or refuse the declaration")
    ruth.sees("is released")

    priya.opens(f"/events/{event.ev_number}/")
    priya.sees("Upload the people who completed the CET")
    assert EvidenceFile.objects.get().added_in == 1


def test_a_month_of_distance_learning_with_a_nil_return_and_an_upload(priya):
    application = application_at("APPROVED", provider=priya.provider, at=clock.now() - MONTH)
    course = scheme_queries.modalities().get(code="TUTORED_COURSE")
    CetApplication.objects.filter(pk=application.pk).update(modality=course)
    application.refresh_from_db()
    event = open_course(application)
    marsh = registrant(surname="Marsh")
    month = f"{clock.today():%B %Y}"

    priya.opens(f"/events/{event.ev_number}/")
    priya.sees(month)
    priya.follows(f"Nil return {month}")
    priya.sees(f"Did nobody complete it in {month}?")
    priya.presses("Make the nil return")
    priya.sees("nil return made")
    priya.sees("Nil return on")

    # Somebody did after all.
    services.upload(
        event=event,
        cells=[(1, marsh.entries.get().number, "Marsh")],
        actor=actor_of(administrator_of(priya.provider), f"provider:{priya.provider.pk}"),
        at=clock.now(),
    )
    priya.opens(f"/events/{event.ev_number}/")
    priya.sees("Nil return made")
    priya.sees("put right by an upload")
    assert PointEntry.objects.count() == 1
    assert Event.objects.get().status == "DECLARED"


def open_course(application: CetApplication) -> Event:
    """Open since yesterday, and for forty days; declared."""
    at = clock.now()
    admin = actor_of(administrator_of(application.provider), f"provider:{application.provider_id}")
    starts_at, ends_at = at - timedelta(days=1), at + timedelta(days=40)
    session = services.plan_session(
        provider_id=application.provider_id,
        name="Course",
        start=clock.london_date(starts_at),
        end=clock.london_date(ends_at),
        online=True,
        actor=admin,
        at=at,
    )
    event = services.add_event(
        session=session,
        application=application,
        starts_at=starts_at,
        ends_at=ends_at,
        actor=admin,
        at=at,
    )
    return services.declare(event=event, values=declaration(), actor=admin, at=at)
