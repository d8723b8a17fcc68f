"""Ratings together."""

import pytest

from sessions_events.rules.opinions import opinion


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
