"""Planning in a browser: many dates and places, a list, changes, and what did not take place."""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from sessions_events.models import Event
from tests.browser.person import Person
from tests.builders import PASSWORD, application_at, provider_with, staff
from tests.delivered import event_held

pytestmark = pytest.mark.browser


@pytest.fixture
def priya(person) -> Person:
    """A provider's system administrator, signed in."""
    someone = person("Priya")
    someone.provider, someone.account = provider_with()
    someone.signs_in(someone.account.email, PASSWORD)
    return someone


@pytest.fixture
def cet(priya):
    """Approved CET of that provider."""
    return application_at("APPROVED", provider=priya.provider)


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).strftime("%d/%m/%Y")


def test_a_roadshow_in_one_form(priya, cet):
    priya.opens("/sessions/")
    priya.follows("Plan a CET at many dates and places")
    priya.types("Start", "6:30pm")
    priya.types("End", "8pm")
    for number, (when, venue, town) in enumerate(
        [(day(7), "Civic Hall", "Leeds"), ("31/2/2027", "Town Hall", "York")], start=1
    ):
        priya.types(f"Day, row {number}", when)
        priya.types(f"Venue, row {number}", venue)
        priya.types(f"Town or city, row {number}", town)
    priya.presses("Add rows")
    priya.types("Day, row 5", day(21))
    priya.types("Venue, row 5", "Online")
    priya.presses("Check the events")
    priya.sees("Row 2: Day must be a real date")
    priya.types("Day, row 2", day(14))
    priya.presses("Check the events")
    priya.sees("Nothing has been planned yet")
    assert not Event.objects.exists()

    priya.presses("Plan 3 events")

    priya.sees("3 events are planned")
    assert Event.objects.count() == 3


def test_from_a_list_whose_bad_row_costs_no_good_one(priya, cet):
    number = cet.c_number
    rows = [
        "C-number;Session name;Day;Start;End;Venue;Town",
        f"{number};Conference;{day(30)};9am;10am;Grand Hotel;Bristol",
        f"{number};Conference;{day(31)};9am;10am;Grand Hotel;Bristol",
        f"{number};Conference;{day(31)};half past;11am;Grand Hotel;Bristol",
    ]
    priya.opens("/sessions/from-a-file/")
    priya.chooses_file("File", "conference.csv", "\n".join(rows).encode("cp1252"))
    priya.presses("Read the list")
    priya.sees("Start must be a time")
    priya.presses("Plan 2 events")
    priya.sees("2 events are planned")
    priya.sees("Download the 1 row that cannot be planned")
    assert Event.objects.values("session").distinct().count() == 1

    rows[3] = rows[3].replace("half past", "10:30am")
    priya.opens("/sessions/from-a-file/")
    priya.chooses_file("File", "conference.csv", "\n".join(rows).encode())
    priya.presses("Read the list")
    priya.presses("Plan 1 event")
    assert Event.objects.count() == 3


def test_changed_and_then_cancelled(priya, cet):
    event = planned(priya)
    priya.opens(f"/events/{event.ev_number}/")
    priya.follows("Change the event")
    priya.types("Price", "£25")
    priya.presses("Save the changes")
    priya.sees("Price: £25 (before: none).")
    priya.follows(event.session.s_number)
    priya.follows("Change the session")
    priya.types("Town or city", "York")
    priya.presses("Save the changes")
    priya.sees("York")

    priya.opens(f"/events/{event.ev_number}/")
    priya.follows("Cancel the event")
    priya.types("Why is it cancelled?", "The speaker is ill.")
    priya.presses("Cancel the event")
    priya.sees("The event was cancelled.")


def test_what_did_not_take_place_is_seen_by_staff(priya, cet, person):
    event = event_held(cet)
    priya.opens(f"/events/{event.ev_number}/")
    priya.follows("It did not take place")
    priya.types("Why did it not take place?", "Snow: nobody could come.")
    priya.presses("It did not take place")
    priya.sees("nothing has to be declared or uploaded")

    daniel = person("Daniel", phone=True)
    daniel.signs_in(staff(name="Daniel Osei").email, PASSWORD)
    daniel.opens("/events/?standing=not_held")
    daniel.follows(event.ev_number)
    daniel.sees("Snow: nobody could come.")


def planned(priya) -> Event:
    """One event next week, planned on the form."""
    priya.opens("/sessions/repeat/")
    priya.types("Start", "6pm")
    priya.types("End", "8pm")
    priya.types("Day, row 1", day(7))
    priya.types("Venue, row 1", "Civic Hall")
    priya.types("Town or city, row 1", "Leeds")
    priya.presses("Check the events")
    priya.presses("Plan 1 event")
    return Event.objects.get()
