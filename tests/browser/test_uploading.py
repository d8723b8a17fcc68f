"""Uploading in a browser: each way in, mending in place, the rest sent again, withdrawing."""

import pytest

from registrants.models import PointEntry
from sessions_events import services
from tests.browser.person import Person
from tests.builders import (
    PASSWORD,
    actor_of,
    administrator_of,
    application_at,
    provider_with,
    registrant,
)
from tests.delivered import declaration, event_held

pytestmark = pytest.mark.browser


@pytest.fixture
def priya(person) -> Person:
    """A provider's system administrator, signed in."""
    someone = person("Priya")
    someone.provider, someone.account = provider_with()
    someone.signs_in(someone.account.email, PASSWORD)
    return someone


@pytest.fixture
def event(priya):
    """A declared event of that provider."""
    held = event_held(application_at("APPROVED", provider=priya.provider))
    admin = actor_of(administrator_of(priya.provider), f"provider:{priya.provider.pk}")
    values = declaration(attendees=2, completers=2)
    return services.declare(event=held, values=values, actor=admin, at=held.ends_at)


@pytest.fixture
def marsh(transactional_db):
    """The one good person of every list."""
    return registrant(surname="Marsh")


def number_of(someone) -> str:
    return someone.entries.get().number


def takes(priya: Person) -> None:
    priya.sees("What will become of each row")
    assert not PointEntry.objects.exists()
    priya.presses("Take the 1 ready row")
    priya.sees("1 row is taken")
    assert PointEntry.objects.count() == 1


def test_typed(priya, event, marsh):
    priya.opens(f"/events/{event.ev_number}/upload/")
    priya.follows("Type numbers and surnames")
    priya.types("GOC number, row 1", number_of(marsh))
    priya.types("Surname, row 1", "Marsh")
    priya.presses("Look these people up")
    takes(priya)


def test_pasted_with_columns_that_are_asked_for(priya, event, marsh):
    priya.opens(f"/events/{event.ev_number}/upload/")
    priya.follows("Paste a list")
    priya.types("Paste the list here", f"Wer\tNummer\tWo\nMarsh\t{number_of(marsh)}\tLeeds")
    priya.presses("Read the list")
    priya.follows("Say which column is which")
    priya.page.get_by_label("Registration number").select_option("1")
    priya.page.get_by_label("Surname").select_option("0")
    priya.presses("Read the list")
    takes(priya)


def test_a_file_mended_in_place_and_the_rest_sent_again(priya, event, marsh):
    fell = registrant(surname="Fell")
    data = f"GOC number,Surname\n{number_of(marsh)},Wrong\n{number_of(fell)},Wrong\n"
    priya.opens(f"/events/{event.ev_number}/upload/")
    priya.chooses_file("File", "list.csv", data.encode())
    priya.presses("Read the file")
    priya.sees("No row is ready")

    priya.follows("Mend the rows that cannot be used")
    priya.page.get_by_role("group", name="Line 2").get_by_label("Surname").fill("Marsh")
    priya.presses("Look these rows up again")
    priya.sees("1 row is ready now.")
    priya.follows("Back to the upload")
    with priya.page.expect_download() as download:
        priya.page.get_by_role("link", name="Download these rows").click()
    rest = download.value.path().read_text(encoding="utf-8-sig")
    takes(priya)

    priya.opens(f"/events/{event.ev_number}/waiting/")
    priya.sees("The surname does not match this number.")
    priya.opens(f"/events/{event.ev_number}/upload/")
    priya.chooses_file("File", "rest.csv", rest.replace("Wrong", "Fell").encode())
    priya.presses("Read the file")
    priya.sees("It continues")
    priya.presses("Take the 1 ready row")
    priya.opens(f"/events/{event.ev_number}/waiting/")
    priya.sees("No row waits")
    assert PointEntry.objects.count() == 2


def test_a_damaged_number_is_asked_about(priya, event, marsh):
    priya.opens(f"/events/{event.ev_number}/upload/paste/")
    damaged = number_of(marsh).replace("0", "O")
    priya.types("Paste the list here", f"GOC number,Surname\n{damaged},Marsh")
    priya.presses("Read the list")
    priya.follows("Decide 1 row")
    priya.picks_in("Line 2", "Yes")
    priya.presses("Save these answers")
    priya.follows("Back to the upload")
    takes(priya)


def test_withdrawn_and_replaced_with_the_effect_shown_first(priya, event, marsh):
    fell = registrant(surname="Fell")
    priya.opens(f"/events/{event.ev_number}/upload/paste/")
    priya.types("Paste the list here", f"GOC number,Surname\n{number_of(marsh)},Marsh")
    priya.presses("Read the list")
    takes(priya)

    priya.opens(f"/events/{event.ev_number}/people/")
    priya.follows("Replace")
    priya.sees("1 registrant loses 2 points.")
    priya.types("GOC number of the right person", number_of(fell))
    priya.types("Surname of the right person", "Fell")
    priya.types("Reason", "A namesake was there.")
    priya.presses("Replace this person")
    priya.sees("The points are the right person’s now.")

    priya.picks("Withdraw")
    priya.presses("Withdraw those ticked")
    priya.sees("1 registrant loses 2 points.")
    priya.types("Reason", "Left early.")
    priya.presses("Withdraw the points")
    priya.sees("The points of 1 person are taken back.")
    assert set(PointEntry.objects.values_list("status", flat=True)) == {"REVERSED"}


def test_a_key_is_shown_once(priya, event):
    priya.opens("/api-keys/")
    priya.types("What is the key for?", "Booking system")
    priya.presses("Make the key")
    priya.sees("It is shown this once and kept nowhere.")
    priya.opens("/api-keys/")
    priya.sees("Booking system")
    priya.sees_not("shown this once")
