"""Missing and queried points in a browser, on a phone for the registrant."""

import pytest

from registrants.models import PointEntry
from sessions_events.models import PointsCase
from tests.browser.person import Person
from tests.builders import PASSWORD, actor_of, application_at, provider_with, registrant
from tests.core.sent_files import PDF
from tests.delivered import event_held, uploaded

pytestmark = pytest.mark.browser


def signs_in(someone: Person, email: str) -> None:
    """Sign in, and wait until that is done before another page is opened."""
    someone.signs_in(email, PASSWORD)
    someone.sees_not("Sign in to MyCET")


@pytest.fixture
def priya(person) -> Person:
    """A provider's system administrator, signed in, with an event that has one completer."""
    someone = person("Priya")
    someone.provider, someone.account = provider_with()
    signs_in(someone, someone.account.email)
    return someone


def held_with(priya, people):
    """An event of hers with points for these people."""
    held = event_held(application_at("APPROVED", provider=priya.provider))
    admin = actor_of(priya.account, f"provider:{priya.provider.pk}")
    uploaded(held, people, actor=admin)
    return held


def test_missing_points_to_their_end(priya, person):
    held = held_with(priya, [registrant(surname="Fell")])
    her = registrant(surname="Marsh")
    marsh = person("Marsh", phone=True)
    signs_in(marsh, her.user.email)

    marsh.opens("/cases/")
    marsh.follows("Ask for missing points")
    marsh.types("EV-number, or words of the title or the provider", held.ev_number)
    marsh.presses("Find")
    marsh.follows(held.application.title)
    marsh.types("What happened?", "I signed in at the door.")
    marsh.chooses_file("Certificate or another file", "certificate.pdf", PDF)
    marsh.presses("Ask for the points")
    marsh.sees("With the provider")
    marsh.sees("certificate.pdf")

    case = PointsCase.objects.get()
    priya.opens("/")
    priya.sees(case.reference)
    priya.follows(case.reference)
    priya.types("Your message", "Which number did you sign with?")
    priya.presses("Send the message")
    marsh.opens(f"/cases/{case.pk}/")
    marsh.sees("Which number did you sign with?")
    priya.follows("Add the points")
    priya.presses("Add the points")
    priya.sees("The points are given.")

    marsh.opens("/statement/")
    marsh.sees(case.reference)
    marsh.sees("Points added")
    assert PointEntry.objects.get(registrant=her).status == "PENDING"


def test_a_query_and_its_answer(priya, person):
    her = registrant(surname="Marsh")
    held_with(priya, [her])
    marsh = person("Marsh", phone=True)
    signs_in(marsh, her.user.email)
    line = PointEntry.objects.get(registrant=her)

    marsh.opens("/statement/")
    marsh.follows(line.title)
    marsh.follows("Say what is wrong: points, type or date")
    marsh.picks("The number of points")
    marsh.page.locator("textarea").first.fill("It took three hours.")
    marsh.saves()

    case = PointsCase.objects.get()
    priya.opens(f"/cases/{case.pk}/")
    priya.sees("It took three hours.")
    priya.follows("Answer: no change")
    priya.types("Reason", "Approved for two points.")
    priya.presses("Answer: no change")
    priya.sees("Your answer is sent.")

    marsh.opens("/statement/")
    marsh.sees("Approved for two points.")
    marsh.opens(f"/cases/{case.pk}/")
    marsh.follows("Dispute the answer")
    marsh.types("Reason", "The programme says three.")
    marsh.presses("Dispute the answer")
    marsh.sees("Disputed")
