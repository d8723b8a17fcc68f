"""One's record on a phone: to print, as a link that is taken back, as a calendar; axe looks on."""

import pytest

from cet_portal.core import clock
from tests.browser.person import Person
from tests.builders import PASSWORD, registrant
from tests.registrants.building import accept, offer

pytestmark = pytest.mark.browser


@pytest.fixture
def ada(person) -> Person:
    """A registrant on a phone with an accepted line and one that waits."""
    owner = registrant(surname="Marsh")
    today, now = clock.today(), clock.now()
    accept(offer(owner, 1, day=today, total=4, at=now), at=now)
    offer(owner, 2, day=today, total=2, at=now)
    someone = person("Ada", phone=True)
    someone.signs_in(owner.user.email, PASSWORD)
    someone.sees_not("Sign in to MyCET")
    return someone


def test_the_record_is_found_on_the_statement_and_says_what_was_chosen(ada):
    ada.opens("/statement/")
    ada.follows("Your record to print or show")
    ada.sees("As recorded on")
    ada.sees("Subject 1")
    ada.sees_not("Subject 2")
    fits_the_phone(ada)

    ada.page.get_by_text("Choose what it shows").click()
    ada.picks("Points that are not accepted yet")
    ada.presses("Show")
    ada.sees("Not accepted yet: counts for nothing so far")
    ada.sees("Subject 2")
    fits_the_phone(ada)

    for link, name in (("Download as PDF", "cet-record.pdf"), ("Download as CSV", "cet-record")):
        with ada.page.expect_download() as download:
            ada.page.get_by_role("link", name=link).click()
        assert download.value.suggested_filename.startswith(name)


def test_a_link_shows_what_was_chosen_until_it_is_taken_back(ada, person):
    ada.opens("/statement/profile/")
    ada.follows("Links to your record")
    ada.sees("Links that you make appear here.")
    ada.follows("Make a link")
    ada.types("Who is it for?", "Mill Lane Opticians")
    ada.presses("Make the link")
    ada.sees("Copy it now")
    fits_the_phone(ada)
    address = ada.page.locator(".mycet-address").inner_text().strip()
    ada.opens("/statement/links/")
    ada.sees_not(address)
    ada.sees("Not opened yet.")

    employer = person("Employer", phone=True)
    employer.opens(address)
    employer.sees("Subject 1")
    employer.sees_not("Subject 2")
    employer.sees_not("Mill Lane Opticians")
    fits_the_phone(employer)

    ada.opens("/statement/links/")
    ada.sees("Opened once")
    ada.follows("Take it back")
    ada.sees("It cannot be turned on again")
    ada.presses("Take the link back")
    ada.sees("The link for Mill Lane Opticians is off.")
    ada.sees("Taken back on")

    employer.opens(address)
    employer.sees("This link shows nothing")
    employer.sees_not("Subject 1")


def test_a_calendar_has_an_address_that_can_be_turned_off(ada):
    ada.opens("/statement/")
    ada.follows("Your calendar")
    ada.presses("Make the address")
    ada.sees("Copy it into your calendar now")
    fits_the_phone(ada)
    address = ada.page.locator(".mycet-address").inner_text().strip()
    calendar = ada.page.request.get(address)
    assert calendar.text().startswith("BEGIN:VCALENDAR")
    ada.presses("Turn the address off")
    ada.sees("The calendar address is off.")
    assert ada.page.request.get(address).status == 404


def test_reminders_become_fewer(ada):
    ada.opens("/statement/")
    ada.follows("Reminders")
    ada.sees("The next reminder comes on")
    fits_the_phone(ada)


def fits_the_phone(someone: Person) -> None:
    """Nothing is wider than the screen."""
    script = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert someone.page.evaluate(script)
