"""Who would fall below the target if lines were taken back."""

from datetime import date

import pytest

from compliance import queries
from registrants.models import PointEntry
from tests import builders
from tests.registrants.building import accept, offer, offer_all

pytestmark = pytest.mark.django_db
DAY = date(2027, 12, 1)


def with_points(*totals):
    """Somebody with accepted lines of so many points each."""
    person = builders.registrant(profession="DISPENSING_OPTICIAN")
    return [
        accept(offer_all(person, number, total=total)) for number, total in enumerate(totals, 1)
    ]


def test_only_those_who_meet_it_now_and_would_not_then():
    enough = with_points(30, 6)
    plenty = with_points(36, 30)
    little = with_points(3)

    gone = [enough[1].pk, plenty[1].pk, little[0].pk]

    assert queries.below_target(gone, DAY) == 1
    assert queries.below_target([], DAY) == 0


def test_pending_points_count_for_nothing_and_cost_nobody_the_target():
    with_points(30, 6)
    pending = offer(builders.registrant(), 9)

    assert queries.below_target([pending.pk], DAY) == 0


def test_as_many_queries_for_one_person_as_for_many(django_assert_max_num_queries):
    one = with_points(36)
    many = [line for _number in range(10) for line in with_points(36)]

    def queries_for(lines):
        with django_assert_max_num_queries(10) as captured:
            queries.below_target([line.pk for line in lines], DAY)
        return len(captured)

    assert queries_for(one) == queries_for(many)
    assert PointEntry.objects.count() == 11
