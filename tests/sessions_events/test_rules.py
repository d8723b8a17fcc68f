"""Rows, and ratings together."""

from types import SimpleNamespace

import pytest

from sessions_events.enums import Box
from sessions_events.rules.opinions import opinion
from sessions_events.rules.rows import Row, is_formula, judge


def judged(number, surname):
    row = Row(2, number, surname, number or None, surname.lower())
    return judge([row], register={}, day=None, approved=(), uploaded=())[0]


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_formulas_are_unusable(cell):
    assert is_formula(cell)
    if cell.strip() == cell:
        assert judged(cell, "Marsh").box == judged("01-20001", cell).box == Box.UNUSABLE
        assert "formula" in str(judged("01-20001", cell).reason)


def test_a_plain_cell_is_no_formula():
    assert not is_formula("01-20001")


def test_a_surname_without_a_key_matches_nobody():
    """Not even somebody on the register whose surname has none."""
    entry = SimpleNamespace(surname_key="")
    row = Row(2, "01-20001", "&", "01-20001", "")

    verdict = judge([row], register={"01-20001": [entry]}, day=None, approved=(), uploaded=())[0]

    assert verdict.box == Box.UNUSABLE
    assert "does not match" in str(verdict.reason)


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
