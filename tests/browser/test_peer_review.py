"""Peer review and CET outside the UK in a browser: asked on a phone, decided at a desk."""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from cet_portal.core.clock import london_date
from registrants.models import PointEntry
from sessions_events.models import NonUkCet, PeerReview
from tests.browser.person import Person
from tests.builders import PASSWORD
from tests.sessions_events import asking
from tests.sessions_events.asking import Group, number_of

pytestmark = pytest.mark.browser


@pytest.fixture
def group(transactional_db) -> Group:
    """A leader and three others on the register."""
    return Group()


@pytest.fixture
def leader(group, person) -> Person:
    """The leader with a phone, signed in."""
    someone = person("Leader", phone=True)
    someone.signs_in(group.leader.user.email, PASSWORD)
    someone.sees_not("Sign in to MyCET")
    return someone


@pytest.fixture
def staff(group, person) -> Person:
    """GOC staff at a desk, signed in."""
    someone = person("Daniel")
    someone.signs_in(group.staff_user.email, PASSWORD)
    someone.sees_not("Sign in to MyCET")
    return someone


def test_a_review_is_asked_for_on_a_phone_refused_mended_approved(group, leader, staff):
    leader.opens("/peer-review/")
    leader.follows("Ask for peer review")
    leader.types("Topic", "Referral of suspicious discs")
    leader.picks("General practice")
    leader.types("Cases or scenario", "Each of us brings a case.")
    leader.types("Learning objectives", "Judge a disc.\nRefer in time.")
    leader.types_day("Day", london_date(clock.now()) + timedelta(days=10))
    leader.types("Begins", "6:30pm")
    leader.types("Ends", "8pm")
    leader.picks("In one place")
    leader.types("Venue", "The practice")
    leader.types("Town or city", "Leeds")
    leader.types("Who else takes part?", f"{number_of(group.optometrist)} Wrong")
    leader.picks("O6 Ocular abnormalities")
    leader.picks("D7 Ocular abnormalities")
    leader.presses("Send the request")
    leader.sees("the surname do not match")
    leader.types(
        "Who else takes part?",
        "\n".join(f"{number_of(one)} {one.surname}" for one in group.others),
    )
    leader.presses("Send the request")
    leader.sees("Your request is with GOC staff.")

    number = PeerReview.objects.get().number
    staff.opens("/overview/requests/")
    staff.follows(number)
    staff.follows("Decide")
    staff.picks("Refuse")
    staff.types("Reason", "Say which kind of cases.")
    staff.presses("Send the decision")

    leader.opens(f"/peer-review/{number}/")
    leader.sees("Say which kind of cases.")
    leader.follows("Mend it and send it again")
    leader.types("Cases or scenario", "Each of us brings a case of high pressure.")
    leader.presses("Send it again")
    staff.opens(f"/peer-review/{number}/decide/")
    staff.picks("Approve")
    staff.presses("Send the decision")
    leader.opens(f"/peer-review/{number}/")
    leader.sees("Approved")
    leader.sees("Confirm by")
    leader.follows("Cancel it")
    leader.sees("The group is told, with your reason.")


def test_the_leader_confirms_on_a_phone_and_the_group_has_points(group, leader):
    review = group.held()

    leader.opens("/peer-review/")
    leader.follows(review.number)
    leader.follows("Confirm who attended")
    for one in review.participants.all():
        leader.picks(str(one))
    leader.types("What did you discuss?", "When to refer.")
    leader.types("How did everybody show that the objectives were met?", "With a case each.")
    leader.picks_in("Was it held as it was approved?", "Yes")
    leader.presses("Confirm")

    leader.sees("Everybody who attended has pending points.")
    leader.sees("4 people have points")
    assert PointEntry.objects.filter(peer_review=True, interactive=3).count() == 4
    leader.opens("/statement/")
    leader.sees("Referral of suspicious discs")


def test_cet_abroad_from_request_to_points(group, leader, staff):
    day = london_date(clock.now()) + timedelta(days=20)
    leader.opens("/peer-review/")
    leader.follows("Ask for CET abroad")
    leader.types("Name of the event", "Academy meeting")
    leader.types("Who runs it?", "American Academy")
    leader.types("Country", "United States")
    leader.types("Town or city", "Denver")
    leader.types_day("First day", day)
    leader.picks("COPE, United States")
    leader.picks("Lecture")
    leader.types("How much of it is learning?", "300")
    leader.types("What will you learn?", "Dry eye.")
    leader.types("How many points do you ask for?", "4")
    leader.types("How many of them are interactive?", "0")
    leader.chooses_file("Programme of the event", "programme.txt", b"Monday: dry eye.")
    leader.picks("O6 Ocular abnormalities")
    leader.presses("Send the request")
    leader.sees("Your request is with GOC staff.")
    number = NonUkCet.objects.get().number

    staff.opens("/overview/requests/?kind=abroad")
    staff.follows(number)
    staff.follows("Decide")
    staff.picks("Approve")
    staff.presses("Send the decision")
    leader.opens(f"/cet-abroad/{number}/")
    leader.sees("4 general points, of which 0 interactive")

    attended = asking.approved_abroad(
        asking.asks_abroad(group.leader, at=clock.now() - timedelta(days=30)),
        group.staff,
        at=clock.now() - timedelta(days=29),
    )
    leader.opens(f"/cet-abroad/{attended.number}/")
    leader.follows("Send evidence of attendance")
    leader.chooses_file("Evidence of attendance", "certificate.txt", b"Attended.")
    leader.types("What does it show?", "My certificate.")
    leader.presses("Send the evidence")
    staff.opens(f"/cet-abroad/{attended.number}/decide/")
    staff.sees("My certificate.")
    staff.picks("Confirm attendance")
    staff.presses("Send the decision")

    leader.opens(f"/cet-abroad/{attended.number}/")
    leader.sees("Your points are on your statement.")
    assert PointEntry.objects.get().total == 6
