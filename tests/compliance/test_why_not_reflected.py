"""When "write it" stands beside a peer review that does not count, and which reason is given."""

from datetime import date, datetime

import pytest
import time_machine

from cet_portal.core.clock import LONDON
from tests import builders
from tests.registrants.building import NEW_YEAR, WINTER, accept, offer

pytestmark = pytest.mark.django_db
PAGE = "/statement/requirements/"
WRITE = "Write it<"


def look(owner, address="/statement/", at=WINTER, **query):
    with time_machine.travel(at, tick=False):
        response = builders.client_for(owner.user).get(address, query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def owner():
    found = builders.registrant()
    accept(offer(found, 1, peer_review=True))
    return found


def test_it_can_be_written_until_the_last_day_and_no_longer(owner):
    line = owner.points.get()
    own = f"/statement/lines/{line.pk}/"
    last = datetime(2027, 12, 31, 23, 59, tzinfo=LONDON)
    for address in ("/statement/", own):
        assert WRITE in look(owner, address, last, cycle="2025-2027")
        page = look(owner, address, NEW_YEAR, cycle="2025-2027")
        assert "Does not count: peer review without a reflection statement" in page
        assert WRITE not in page
    page = look(owner, own, NEW_YEAR)
    assert "Write your reflection statement" not in page
    assert "Write notes for yourself" in page


def test_it_is_not_offered_where_something_else_stands_against_it(owner):
    accept(offer(owner, 2, peer_review=True, under="01-00123"))
    page = look(owner)
    assert "Does not count: under an earlier registration number</span>" in page
    assert page.count(WRITE) == 1


@pytest.fixture
def prescriber():
    """With a general peer review of 2026 that is not written: hers has to be of her specialty."""
    found = builders.registrant()
    found.specialties.create(specialty="INDEPENDENT_PRESCRIBING", start="2016-01-01")
    accept(offer(found, 1, day=date(2026, 5, 4), peer_review=True))
    return found


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("specialist-points-therapeutic", "A general point: 1 entry"),
        ("peer-review", "No peer review of your specialty: 1 entry"),
        ("annual-minimum-2027", "Of another year: 1 entry"),
    ],
)
def test_where_writing_would_not_help_the_requirement_says_why(prescriber, key, reason):
    for at in (WINTER, NEW_YEAR):
        page = look(prescriber, f"{PAGE}{key}/", at, cycle="2025-2027")
        assert reason in page
        assert "Peer review without a reflection statement" not in page
        assert "Counts when you write" not in page


def test_where_writing_would_have_helped_its_lack_is_the_reason(prescriber):
    page = look(prescriber, f"{PAGE}general-points/")
    assert "Counts when you write its reflection statement" in page
    page = look(prescriber, f"{PAGE}general-points/", NEW_YEAR, cycle="2025-2027")
    assert "Peer review without a reflection statement: 1 entry" in page
