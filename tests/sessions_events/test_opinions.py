"""Ratings together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions_events.rules.opinions import (
    BOTTOM,
    LEAST_SHOWN,
    LEFT,
    RIGHT,
    TOP,
    drawn,
    opinion,
    shown_apart,
)


@pytest.mark.parametrize(
    "ratings, total, average, most",
    [
        ({}, 0, None, 0),
        ({5: 2}, 2, None, 2),
        ({5: 2, 2: 1}, 3, 4.0, 2),
        ({1: 4}, 4, 1.0, 4),
    ],
)
def test_opinions(ratings, total, average, most):
    found = opinion(ratings)

    assert (found.total, found.average, found.most) == (total, average, most)
    assert [score for score, _count in found.counts] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    "ratings, shown",
    [
        ({}, set()),
        ({"a": 2}, set()),
        ({"a": 3}, {"a"}),
        ({"a": 3, "b": 4}, {"a", "b"}),
        # One rating is left: the whole without "b" and without "a" would be its score.
        ({"a": 5, "b": 4, "c": 1}, {"a"}),
        ({"a": 3, "b": 2}, set()),
        ({"a": 3, "b": 2, "c": 1}, {"a"}),
    ],
)
def test_figures_of_a_part_are_shown_where_nobody_can_be_worked_out(ratings, shown):
    assert shown_apart(ratings) == shown


@given(st.dictionaries(st.integers(), st.integers(1, 9)))
def test_what_is_shown_and_what_is_left_out_have_enough_ratings(ratings):
    shown = shown_apart(ratings)
    left_out = sum(ratings.values()) - sum(ratings[part] for part in shown)

    assert all(ratings[part] >= LEAST_SHOWN for part in shown)
    assert not shown or left_out == 0 or left_out >= LEAST_SHOWN


def test_a_trend_is_drawn_from_left_to_right_between_5_and_1():
    found = drawn([5, 3, 1])

    assert found.dots == ((LEFT, TOP), ((LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2), (RIGHT, BOTTOM))
    assert found.grid[0] == (5, TOP)
    assert found.grid[-1] == (1, BOTTOM)
    assert found.line.startswith(f"{LEFT}.0,{TOP}.0 ")


@pytest.mark.parametrize("averages", [[], [4.2]])
def test_fewer_than_two_averages_are_no_trend(averages):
    assert drawn(averages) is None
