"""The smallest set of events that closes every need: what must hold of every search."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from math import log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.planning import Offer, left_of, suggest

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@st.composite
def offers(draw, needs):
    """Up to eight events of a few CET on two days, some in one's own time."""
    number = draw(st.integers(0, 8))
    return [
        Offer(
            key=f"EV-{place}",
            group=f"C-{draw(st.integers(1, 6))}",
            gains=tuple(draw(st.integers(0, 3)) for _need in range(needs)),
            begins=begins,
            ends=begins and begins + timedelta(hours=draw(st.integers(1, 4))),
            cost=draw(st.integers(0, 5)),
        )
        for place in range(number)
        for begins in [
            draw(st.none() | st.integers(0, 30).map(lambda h: NOON + timedelta(hours=h)))
        ]
    ]


@st.composite
def searches(draw):
    needs = tuple(draw(st.lists(st.integers(0, 5), min_size=1, max_size=4)))
    return needs, draw(offers(len(needs)))


def can_be_attended(chosen) -> bool:
    return not any(one.excludes(other) for one, other in combinations(chosen, 2))


def closes(needs, wanted, chosen) -> bool:
    """Do these leave no more open than `wanted`?"""
    return all(left <= open_ for left, open_ in zip(left_of(needs, chosen), wanted, strict=True))


def smallest(needs, left, among) -> tuple[int, int] | None:
    """Size and cost of the smallest, cheapest set that leaves no more open: by trying all."""
    for size in range(len(among) + 1):
        costs = [
            sum(each.cost for each in chosen)
            for chosen in combinations(among, size)
            if can_be_attended(chosen) and closes(needs, left, chosen)
        ]
        if costs:
            return size, min(costs)
    return None


@given(searches())
def test_what_is_found_can_be_attended_and_says_what_it_leaves_open(search):
    needs, among = search
    found = suggest(needs, among)
    assert can_be_attended(found.offers)
    assert set(found.offers) <= set(among)
    assert found.left == left_of(needs, found.offers)


@given(searches())
def test_no_smaller_or_cheaper_set_closes_as_much_where_everything_can_be_closed(search):
    needs, among = search
    found = suggest(needs, among)
    if found.complete:
        size, cost = smallest(needs, found.left, among)
        assert len(found.offers) == size == found.at_least
        assert sum(each.cost for each in found.offers) == cost
        assert found.smallest


@given(searches())
def test_if_a_set_closes_everything_one_is_found(search):
    needs, among = search
    nothing_open = (0,) * len(needs)
    if smallest(needs, nothing_open, among) is not None:
        found = suggest(needs, among)
        assert found.complete
        assert found.left == nothing_open


@given(searches(), st.integers(1, 3))
def test_the_lower_bound_holds_however_early_the_search_stops(search, steps):
    needs, among = search
    found = suggest(needs, among, most_steps=steps)
    size, _cost = smallest(needs, found.left, among)
    assert found.at_least <= size <= len(found.offers)


@given(searches())
def test_without_time_to_search_it_is_at_most_so_much_larger(search):
    needs, among = search
    apart = [
        Offer(each.key, each.key, each.gains, cost=each.cost) for each in among
    ]  # nothing excludes anything
    found = suggest(needs, apart, most_steps=1)
    size, _cost = smallest(needs, found.left, apart)
    most = max((sum(map(min, needs, each.gains)) for each in apart), default=1)
    assert len(found.offers) <= (1 + log(max(1, most))) * size


@given(searches())
def test_one_more_event_never_makes_the_set_larger(search):
    needs, among = search
    if not among:
        return
    fewer, more = suggest(needs, among[:-1]), suggest(needs, among)
    if fewer.left == more.left and fewer.complete:
        assert len(more.offers) <= len(fewer.offers)
    if fewer.complete:
        assert sum(more.left) <= sum(fewer.left) or not more.complete


def test_hundreds_of_events_are_searched_within_the_steps():
    among = [
        Offer(
            key=f"EV-{number}",
            group=f"C-{number % 120}",
            gains=(1 + number % 3, number % 4 and 1 + number % 3, *_units(number), number % 7 == 0),
            begins=NOON + timedelta(hours=number),
            ends=NOON + timedelta(hours=number + 2),
            cost=number,
        )
        for number in range(300)
    ]
    needs = (36, 18, *[1] * 8, 1)
    found = suggest(needs, among)
    assert not any(found.left)
    assert len(found.offers) == found.at_least == 12


def _units(number: int) -> list[int]:
    return [int((number + unit) % 5 == 0) for unit in range(8)]


def test_nothing_is_needed_or_nothing_is_there():
    assert suggest((0, 0), []).offers == ()
    assert suggest((), []).complete
    found = suggest((2,), [])
    assert found.left == (2,)
    assert found.at_least == 0


@pytest.mark.parametrize("totals", [(1, 2, 3), (1, 1, 2), (1,)])
@pytest.mark.parametrize("number", [60, 150, 300])
def test_whoever_lacks_points_of_both_purses_and_units_is_told_that_fewer_cannot(totals, number):
    """12 general, 4 specialist, 6 interactive points and 5 units, among events of a directory."""
    draw = Random(number)
    found = suggest(
        (12, 4, 6, 1, 1, 1, 1, 1),
        [_of_a_directory(draw, place, number, totals) for place in range(number)],
    )
    assert found.complete
    assert found.smallest


def _of_a_directory(draw, place, number, totals) -> Offer:
    total, special = draw.choice(totals), draw.random() < 0.3
    interactive = 0 if special else draw.choice((0, total))
    units = [int(draw.random() < 0.15) for _unit in range(5)]
    begins = NOON + timedelta(days=draw.randrange(200), hours=draw.randrange(9))
    return Offer(
        key=f"EV-{place}",
        group=f"C-{draw.randrange(number * 4 // 5)}",
        gains=(0 if special else total, total if special else 0, interactive, *units),
        begins=begins,
        ends=begins + timedelta(hours=2),
        cost=draw.randrange(1000),
    )
