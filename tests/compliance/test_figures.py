"""Figures of everybody, counted each night: comparisons, and whose only gap is acceptance."""

from datetime import date, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from cet_portal.core.actor import CLOCK, NOBODY
from cet_portal.core.clock import LONDON
from cet_portal.core.permissions import Refused
from compliance import queries, services, tasks
from compliance.models import Comparison, OnlyAcceptance
from compliance.rules.comparing import spread_of
from tests import builders
from tests.registrants.building import WINTER, accept, offer, offer_all

LIST = "/cycles/only-acceptance/"


def test_a_spread_names_its_number_and_where_half_of_it_lies():
    spread = spread_of([0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30])
    assert (spread.people, spread.lower, spread.middle, spread.upper) == (11, 8, 15, 22)


def test_fewer_than_ten_people_are_no_group():
    assert spread_of([5] * 9) is None
    assert spread_of([5] * 10).middle == 5


@given(st.lists(st.integers(0, 200), min_size=10, max_size=60))
def test_the_spread_lies_within_the_group_and_in_order(points):
    spread = spread_of(points)
    assert min(points) <= spread.lower <= spread.middle <= spread.upper <= max(points)


def count(at: datetime = WINTER) -> int:
    today = at.astimezone(LONDON).date()
    period = queries.period_on(today, queries.periods(today))
    return services.count_figures(period=period, actor=CLOCK, at=at)


@pytest.mark.django_db
def test_only_the_portal_counts():
    builders.reference()
    period = queries.period_on(date(2027, 5, 1), queries.periods(date(2027, 5, 1)))
    with pytest.raises(Refused):
        services.count_figures(period=period, actor=NOBODY, at=WINTER)


@pytest.mark.django_db
def test_a_group_is_compared_within_its_profession_and_shown_with_number_and_day():
    people = [builders.registrant(surname=f"Marsh{chr(97 + n)}") for n in range(12)]
    builders.registrant(profession="DISPENSING_OPTICIAN")
    for number, someone in enumerate(people):
        accept(offer(someone, number + 1, total=number + 1))
    assert count() == 13
    found = Comparison.objects.get(code="GENERAL_POINTS")
    assert (found.group, found.people, found.middle) == ("OPTOMETRIST", 12, 6)
    with time_machine.travel(WINTER, tick=False):
        page = builders.client_for(people[0].user).get("/statement/").content.decode()
        past = builders.client_for(people[0].user).get("/statement/?cycle=2022-2024")
    assert "Of the 12 optometrists on the register, half had between 4 and 9 general" in page
    assert "15 November 2027" in page
    assert "0 had met what they need." in page
    assert "How others stand" not in past.content.decode()


@pytest.mark.django_db
def test_whose_only_gap_is_acceptance_stands_on_the_list_until_they_accept():
    ready = builders.registrant(surname="Ready", profession="DISPENSING_OPTICIAN")
    line = offer_all(ready, 1)
    short = builders.registrant(surname="Short")
    offer(short, 2, total=2)
    done = builders.registrant(surname="Done", profession="DISPENSING_OPTICIAN")
    accept(offer_all(done, 3))
    count()
    assert OnlyAcceptance.objects.get().registrant == ready
    staff = builders.staff()
    with time_machine.travel(WINTER, tick=False):
        client = builders.client_for(staff, "staff")
        page = client.get(LIST).content.decode()
        assert "Ready" in page
        assert "Short" not in page
        assert "Done" not in page
        file = client.get(f"{LIST}?format=csv")
        assert b"Ready" in b"".join(file.streaming_content)
        accept(line)
        assert "Ready" not in client.get(LIST).content.decode()


@pytest.mark.django_db
def test_counting_again_replaces_what_was_counted():
    ready = builders.registrant(profession="DISPENSING_OPTICIAN")
    line = offer_all(ready, 1)
    count()
    assert OnlyAcceptance.objects.exists()
    accept(line)
    with time_machine.travel(WINTER, tick=False):
        tasks.count_figures()
    assert not OnlyAcceptance.objects.exists()


@pytest.mark.django_db
def test_counting_takes_the_same_queries_for_many(django_assert_max_num_queries):
    for number in range(1, 31):
        offer(builders.registrant(), number, total=36)
    with django_assert_max_num_queries(20):
        count()


@pytest.mark.django_db
def test_others_do_not_see_the_list():
    client = builders.client_for(builders.registrant().user)
    assert client.get(LIST).status_code == 403
