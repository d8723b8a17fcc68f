"""The statement on a phone: tick, accept all, decline, query, reflect, instruct; axe looks on."""

import pytest
from playwright.sync_api import expect

from cet_portal.core import clock
from registrants.models import PointEntry, Reflection
from tests.browser.person import Person
from tests.builders import PASSWORD, registrant
from tests.registrants.building import offer

pytestmark = pytest.mark.browser


@pytest.fixture
def ada(person) -> Person:
    """A registrant on a phone with four lines that wait, one of them a peer review."""
    owner = registrant(surname="Marsh")
    today, now = clock.today(), clock.now()
    for number in (1, 2, 3):
        offer(owner, number, day=today, total=number, at=now)
    offer(owner, 4, day=today, total=3, at=now, peer_review=True)
    offer(owner, 5, day=today, total=3, at=now, specialty="CONTACT_LENS")
    someone = person("Ada", phone=True)
    someone.signs_in(owner.user.email, PASSWORD)
    someone.sees_not("Sign in to MyCET")
    return someone


def status_of(number: int) -> str:
    return PointEntry.objects.get(event_reference=f"EV-{80_000 + number}").status


def test_accepting_declining_querying_reflecting(ada):
    ada.opens("/statement/")
    ada.sees("12 points are waiting for you")
    fits_the_phone(ada)

    ticking_says_what_it_would_do(ada)
    declines(ada)
    queries_and_takes_it_back(ada)
    reflects(ada)

    ada.opens("/statement/")
    ada.presses("Accept all 9 points")
    ada.sees("9 points accepted.")
    assert status_of(1) == "QUERIED"
    assert status_of(2) == "DECLINED"
    assert {status_of(number) for number in (3, 4, 5)} == {"ACCEPTED"}
    fits_the_phone(ada)


def ticking_says_what_it_would_do(ada: Person) -> None:
    said = ada.page.locator("[data-ticked-says]")
    ada.page.get_by_label("Subject 3, EV-80003", exact=True).check()
    expect(said).to_contain_text("1 event ticked, 3 points.")
    expect(said).to_contain_text("With these you will have 3 of")
    ada.page.get_by_label("general. General points").check()
    ada.page.get_by_label("Subject 5, EV-80005", exact=True).check()
    expect(said).to_contain_text("With these you will have 6 of")
    ada.presses("What would they add?")
    expect(ada.page.locator("[data-ticked-says]")).to_contain_text("2 events ticked, 6 points.")


def declines(ada: Person) -> None:
    ada.opens("/statement/")
    ada.page.get_by_role("link", name="Decline Subject 2, EV-80002").click()
    ada.sees("What will happen")
    ada.presses("Decline these points")
    ada.sees("Choose why you decline these points")
    ada.picks("I was not there")
    ada.presses("Decline these points")
    ada.sees("You declined “Subject 2”.")


def queries_and_takes_it_back(ada: Person) -> None:
    says_something_is_wrong(ada)
    for again in (True, False):
        ada.picks("The date")
        ada.types("What should it be, and how do you know?", "It was the day before.")
        ada.presses("Send to the provider")
        ada.sees("You say this is wrong: the date.")
        if again:
            ada.follows("Take your question back")
            ada.presses("Take the question back")
            ada.sees("You took your question back.")
            says_something_is_wrong(ada)


def says_something_is_wrong(ada: Person) -> None:
    ada.page.get_by_role("link", name="Something is wrong").filter(has_text="Subject 1").click()


def reflects(ada: Person) -> None:
    ada.opens("/statement/")
    ada.follows("write it")
    ada.types("What you write", "<b>We now ask</b> about driving at night.")
    ada.presses("Save")
    ada.sees("<b>We now ask</b> about driving at night.")
    assert Reflection.objects.count() == 1


def test_a_standing_instruction_and_own_learning(ada):
    ada.opens("/statement/standing-instruction/")
    ada.presses("Give this standing instruction")
    ada.sees("Your standing instruction is on")
    ada.opens("/my-events/")
    ada.opens("/statement/own-learning/")
    ada.follows("Add something")
    ada.types("What did you learn, or do?", "A book on binocular vision")
    today = clock.today()
    for label, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        ada.types(label, str(value))
    ada.presses("Save")
    ada.sees("does not count")
    fits_the_phone(ada)


def fits_the_phone(ada: Person) -> None:
    """Nothing is wider than the screen."""
    script = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert ada.page.evaluate(script)
