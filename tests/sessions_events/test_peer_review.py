"""Peer review led by a registrant: asked, approved, confirmed, points (domain.md 3.12)."""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from providers.models import Provider
from registrants.models import PointEntry
from sessions_events import services, tasks
from sessions_events.models import PeerReview
from sessions_events.rules.groups import Named
from tests import builders
from tests.builders import MANAGER
from tests.sessions_events import asking
from tests.sessions_events.asking import Group, number_of, with_specialty

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return Group()


def lines(group):
    """Surname, audience, kind, specialty, points, interactive, peer review and status of each."""
    return sorted(
        PointEntry.objects.values_list(
            "registrant__surname", "audience", "kind", "specialty", "total", "interactive"
        )
    )


def test_an_approved_review_has_a_number_an_event_and_a_due_date(group):
    review = group.approved()

    event = review.event
    assert review.status == "APPROVED"
    assert event.application.c_number.startswith("C-")
    assert event.application.status == "APPROVED"
    assert event.provider.own == "PEER_REVIEW"
    assert not event.open_to_all
    assert (event.starts_at, event.ends_at) == (review.starts_at, review.ends_at)
    assert event.deadline.due_on > clock.london_date(review.ends_at)
    approvals = {each.audience: each for each in event.application.approvals.all()}
    assert sorted(approvals) == ["DISPENSING_OPTICIAN", "OPTOMETRIST"]
    assert approvals["OPTOMETRIST"].units == ["O6"]


def test_whoever_attended_has_three_interactive_points_pending(group):
    review = group.confirmed(group.held())

    assert review.status == "CONFIRMED"
    assert lines(group) == [
        ("Adeyemi", "OPTOMETRIST", "GENERAL", "", 3, 3),
        ("Doyle", "DISPENSING_OPTICIAN", "GENERAL", "", 3, 3),
        ("Marsh", "DISPENSING_OPTICIAN", "GENERAL", "", 3, 3),
        ("O'Neill", "OPTOMETRIST", "GENERAL", "", 3, 3),
    ]
    assert set(PointEntry.objects.values_list("status", "peer_review")) == {("PENDING", True)}
    review.event.refresh_from_db()
    assert review.event.status == "UPLOADED"
    assert review.event.due_on is None


def test_in_a_review_about_contact_lenses_their_opticians_earn_specialist_points(group):
    review = group.held(about="CONTACT_LENS", units=["O7", "D8", "C4"])

    group.confirmed(review)

    assert ("Doyle", "CONTACT_LENS_OPTICIAN", "SPECIALIST", "CONTACT_LENS", 3, 3) in lines(group)
    assert ("Marsh", "DISPENSING_OPTICIAN", "GENERAL", "", 3, 3) in lines(group)


def test_in_a_review_about_prescribing_prescribers_earn_specialist_points(group):
    with_specialty(group.leader, "INDEPENDENT_PRESCRIBING")
    review = group.held(about="THERAPEUTIC", units=["O6", "D7", "T1"])

    group.confirmed(review)

    prescriber = ("THERAPEUTIC_PRESCRIBER", "SPECIALIST", "INDEPENDENT_PRESCRIBING", 3, 3)
    assert ("Adeyemi", *prescriber) in lines(group)


def test_only_those_who_attended_have_points(group):
    fifth = builders.registrant(surname="Fifth")
    at = clock.now() - timedelta(days=30)
    people = [*group.named(), Named(4, number_of(fifth), "Fifth")]
    review = services.ask_review(values=asking.review(at), people=people, actor=group.actor, at=at)
    review = services.approve_review(review=review, actor=group.staff, at=at)
    there = review.participants.exclude(registrant=fifth)

    group.confirmed(review, attended=list(there.values_list("pk", flat=True)))

    assert not PointEntry.objects.filter(registrant=fifth).exists()
    assert PointEntry.objects.count() == 4
