"""The timers, fired by the real worker when staff move the clock in the browser."""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from cet_portal.core.models import AuditEvent, OutboxMessage, StatusChange
from registrants.models import PointEntry
from sessions_events.models import Duty
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
from tests.delivered import event_held, uploaded

pytestmark = pytest.mark.browser


@pytest.fixture
def daniel(person) -> Person:
    """GOC staff, who may move the clock."""
    someone = person("Daniel")
    someone.signs_in(staff(name="Daniel Osei").email, PASSWORD)
    return someone


@pytest.fixture
def priya(person) -> Person:
    """A provider's system administrator."""
    someone = person("Priya")
    someone.provider, account = provider_with(name="Northgate Optical Education")
    someone.signs_in(account.email, PASSWORD)
    return someone


def goes_past_the_next_due_date(daniel: Person) -> None:
    daniel.opens("/rehearsal/")
    daniel.presses("Go past the next due date")
    daniel.waits_for("What fired")


def test_an_unanswered_request_is_rejected_by_the_portal(priya, daniel):
    application = application_at("INFORMATION_REQUESTED", provider=priya.provider)
    priya.opens(f"/applications/{application.c_number}/")
    priya.sees("10 working days left")

    goes_past_the_next_due_date(daniel)

    daniel.sees(application.c_number)
    priya.opens(f"/applications/{application.c_number}/")
    priya.sees("Rejected")
    priya.sees("No response to the request for information within 10 working days.")
    priya.opens("/account/messages/")
    priya.sees(f"{application.c_number} was rejected: no answer in time")


def test_an_event_not_declared_is_shown_listed_and_mailed_once(priya, daniel):
    event = event_held(application_at("APPROVED", provider=priya.provider))

    goes_past_the_next_due_date(daniel)

    daniel.sees(event.ev_number)
    priya.opens("/")
    row = priya.page.get_by_role("row").filter(has_text=event.ev_number)
    assert "Overdue" in row.inner_text()
    daniel.opens("/overview/overdue/")
    daniel.follows("Northgate Optical Education")
    daniel.sees(event.ev_number)
    daniel.sees("Told that it is overdue")
    # The next due date is long past for this event; moving on tells nobody again.
    daniel.opens("/rehearsal/")
    daniel.types("Number of days", "1")
    daniel.presses("Move forward by days")
    daniel.waits_for("What fired")
    assert OutboxMessage.objects.filter(kind="event_overdue").count() == 1


def test_a_provider_far_too_late_is_held_and_free_again_once_it_has_declared(priya, daniel):
    event = event_held(application_at("APPROVED", provider=priya.provider))
    draft = application_at("DRAFT", provider=priya.provider)

    daniel.opens("/rehearsal/")
    daniel.types_day("New date", Duty.objects.get().hold_on)
    daniel.presses("Move to the date")
    daniel.waits_for("What fired")

    daniel.sees(f"New submissions are held until {event.ev_number} is done")
    priya.opens("/")
    priya.sees("New submissions are held")
    priya.finds_no_barrier()
    priya.opens(f"/applications/{draft.c_number}/check/")
    priya.sees("New submissions are held")
    priya.finds_no_barrier()
    daniel.opens("/overview/overdue/")
    daniel.sees("On hold")
    daniel.finds_no_barrier()
    daniel.follows("Northgate Optical Education")
    daniel.finds_no_barrier()

    uploaded(event, [registrant()], actor=actor_of(administrator_of(priya.provider)))

    priya.opens("/")
    priya.sees_not("New submissions are held")
    daniel.opens("/rehearsal/")
    daniel.types_day("New date", Duty.objects.get().hold_on + timedelta(days=1))
    daniel.presses("Move to the date")
    daniel.waits_for("What fired")
    priya.opens("/account/messages/")
    priya.sees("You can submit applications again")
    priya.opens(f"/events/{event.ev_number}/")
    priya.sees("Done late")
    priya.finds_no_barrier()


def test_pending_points_lapse_when_the_cycle_ends(priya, daniel):
    event = event_held(application_at("APPROVED", provider=priya.provider))
    aoife = registrant()
    uploaded(event, [aoife], actor=actor_of(administrator_of(priya.provider)))
    entry = PointEntry.objects.get()

    daniel.opens("/rehearsal/")
    daniel.types_day("New date", entry.due_on + timedelta(days=1))
    daniel.presses("Move to the date")
    daniel.waits_for("What fired")

    entry.refresh_from_db()
    assert entry.status == "LAPSED"
    change = StatusChange.objects.get(step="lapse")
    assert (change.actor_role, change.from_status) == ("CLOCK", "PENDING")
    assert AuditEvent.objects.filter(verb="point.lapse").count() == 1


@pytest.mark.parametrize("typed", ["0", "-3", "soon", "999999999"])
def test_an_absurd_number_of_days_moves_nothing(daniel, typed):
    before = clock.today()

    daniel.opens("/rehearsal/")
    daniel.types("Number of days", typed)
    daniel.presses("Move forward by days")

    daniel.sees("There is a problem")
    assert clock.today() == before
