"""Opening an account on a phone: from the form to the mail, the button, the statement."""

import email
import re
import time
from email import policy

import pytest
from django.core.cache import cache

from cet_portal.accounts.models import User
from registrants.models import Registrant
from tests import builders
from tests.browser.person import Person
from tests.builders import registrant, staff

pytestmark = pytest.mark.browser
PASSWORD = "a-quiet-harbour-41"


@pytest.fixture
def ada(person) -> Person:
    """Somebody with a phone. Attempts of other tests are forgotten."""
    cache.clear()
    return person("Ada", phone=True)


def mailed(stack, address: str, words: str) -> str:
    """The text of the mail to this address in which these words stand, once it has come."""
    for _time in range(100):
        for file in sorted(stack.mail.glob("*")) if stack.mail.exists() else ():
            for part in file.read_bytes().split(b"-" * 79):
                message = email.message_from_bytes(part.lstrip(), policy=policy.default)
                if message["To"] == address and words in (text := message.get_content()):
                    return text
        time.sleep(0.2)
    raise AssertionError(f"no mail to {address}")


def asks(person: Person, born: tuple[int, int, int]) -> None:
    for part, value in zip(("Day", "Month", "Year"), born, strict=True):
        group = person.page.get_by_role("group", name="Date of birth")
        group.get_by_label(part).fill(str(value))
    person.presses("Send me the link")
    person.sees("Now look into your mail")


def opens_the_account(person: Person, stack, address: str) -> None:
    text = mailed(stack, address, "open this page and press the button")
    person.opens(re.search(r"http://\S+/open-account/link/\S+", text)[0])
    person.presses("Open my account")
    person.page.get_by_label("Password", exact=True).fill(PASSWORD)
    person.page.get_by_label("Password again").fill(PASSWORD)
    person.presses("Open my account")


def test_an_account_is_opened_from_the_mail(ada, stack):
    registrant("01-20001", account=False)
    ada.opens("/")
    ada.follows("Open an account for CET points")
    ada.types("GOC registration number", "0120001")
    ada.types("E-mail address", "ada@example.org")
    asks(ada, (17, 5, 1980))
    opens_the_account(ada, stack, "ada@example.org")

    ada.sees("Your account is open. This is your statement.")
    ada.opens("/statement/profile/")
    ada.sees("01-20001")
    assert Registrant.objects.get().user == User.objects.get()


def test_without_a_number_and_then_with_one(ada, stack):
    ada.opens("/open-account/")
    ada.follows("I have no registration number yet")
    ada.types("Forenames", "Bea")
    ada.types("Surname", "Marsh")
    ada.picks("Optometrists")
    ada.types("E-mail address", "bea@example.org")
    asks(ada, (17, 5, 1980))
    opens_the_account(ada, stack, "bea@example.org")
    ada.sees("Your reference is U-")

    registrant("01-20002", account=False)
    ada.opens("/statement/profile/")
    ada.follows("Add my registration number")
    ada.types("GOC registration number", "01-20002")
    ada.types_day("Date of birth", registrant_born())
    ada.presses("Add my number")
    ada.sees("Your points belong to your registration number now.")
    assert Registrant.objects.get(joined_to__isnull=True).user.email == "bea@example.org"


def registrant_born():
    return Registrant.objects.first().date_of_birth


def test_a_wrong_date_is_answered_by_a_mail_that_helps(ada, stack):
    registrant("01-20003", account=False)
    ada.opens("/open-account/")
    ada.types("GOC registration number", "01-20003")
    ada.types("E-mail address", "cleo@example.org")
    asks(ada, (18, 5, 1980))

    assert "01-20003" not in mailed(stack, "cleo@example.org", "do not fit an entry")
    assert not User.objects.exists()


def test_staff_act_on_a_letter(person):
    desk = person("Mo", phone=True)
    account = staff()
    someone = registrant("01-20004", account=False)
    desk.signs_in(account.email, builders.PASSWORD)
    desk.opens("/register/accounts/")
    desk.opens(f"/register/people/{someone.pk}/acts/")
    desk.picks("By letter")
    desk.types_day("Day received", someone.entries.get().start)
    desk.types("What did they ask for?", "Please accept everything.")
    desk.presses("Record the request")
    desk.sees("No points wait for this person")
    desk.opens(f"/register/people/{someone.pk}/join/")
