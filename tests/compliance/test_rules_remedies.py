"""What closes a gap: accepting, writing, both, or more CET."""

from datetime import date

import pytest

from compliance.enums import Closes
from compliance.rules.closing import closes_shortly, what_closes
from compliance.rules.facts import Entry, Held, Period, Person, Point
from compliance.rules.remedies import Remedies, Review, to_write
from compliance.rules.result import Requirement
from compliance.rules.standing import outlook
from compliance.rules.writing_words import accepted_reviews

CYCLE = Period("2025-2027", date(2025, 1, 1), date(2027, 12, 31), "ENHANCED_2019")
LAST = CYCLE.last_day


def gap(required, obtained=0, code="GENERAL_POINTS", **more):
    return Requirement(code, required, obtained, "", "", **more)


def remedies(accepting, *reviews):
    """`reviews`: what each adds, and whether it is accepted."""
    found = tuple(Review(f"R{number}", *each) for number, each in enumerate(reviews))
    writing = sum(each.adds for each in found if each.is_accepted)
    everything = accepting + sum(each.adds for each in found)
    return Remedies(accepting, writing, everything, found, LAST)


@pytest.mark.parametrize(
    ("missing", "accepting", "reviews", "least", "enough"),
    [
        (3, 3, [(3, True)], Closes.ACCEPTING, 0),
        (3, 0, [(3, True), (3, True)], Closes.WRITING, 1),
        # Whichever are chosen: the two smallest are not enough.
        (4, 0, [(1, True), (2, True), (3, True)], Closes.WRITING, 3),
        (4, 2, [(3, True)], Closes.BOTH, 1),
        (4, 0, [(3, True), (3, False)], Closes.BOTH, 2),
        (9, 2, [(3, True)], Closes.MORE_CET, 1),
    ],
)
def test_the_least_that_closes_it(missing, accepting, reviews, least, enough):
    found = remedies(accepting, *reviews)
    assert found.closes(gap(missing)) == least
    if enough:
        assert found.enough(gap(missing)) == enough
    assert found.closes(gap(0)) is None


@pytest.mark.parametrize(
    ("number", "enough", "said"),
    [
        (1, 1, "You have accepted a peer review; write its reflection statement by"),
        (2, 2, "You have accepted 2 peer reviews; write their reflection statements by"),
        (3, 1, "You have accepted 3 peer reviews; write the reflection statement of one by"),
        (
            4,
            2,
            "You have accepted 4 peer reviews; write the reflection statements of 2 of them by",
        ),
    ],
)
def test_how_many_are_to_be_written_is_said(number, enough, said):
    assert accepted_reviews(number, enough, LAST) == f"{said} 31 December 2027."


def test_in_a_few_words():
    assert closes_shortly(gap(3), remedies(3)) == "accepting what waits closes it"
    one = remedies(0, (3, True), (3, True))
    assert closes_shortly(gap(3), one) == "writing its reflection statement closes it"
    assert closes_shortly(gap(6), one) == "writing reflection statements closes it"
    both = remedies(2, (3, True))
    assert closes_shortly(gap(5), both) == (
        "accepting what waits and writing its reflection statement close it"
    )
    assert closes_shortly(gap(9), both) == ""
    assert what_closes(gap(9), both, units={}) == (
        "9 points more close it. Accepting what waits for you adds 2. "
        "Writing the missing reflection statement by 31 December 2027 adds 3."
    )


def test_several_gaps_ask_for_as_many_as_the_greatest():
    one = remedies(0, (1, True), (1, True), (1, True))
    points = remedies(0, (3, True), (3, True), (3, True))
    both = to_write([(gap(1, code="PEER_REVIEW"), one), (gap(5), points)])
    assert both is not None
    assert (both.references, both.enough) == (("R0", "R1", "R2"), 2)
    assert to_write([(gap(3), remedies(3, (3, True)))]) is None
    assert to_write([(gap(3), remedies(0, (3, False)))]) is None


def review(reference, *, accepted=True, **changed):
    said = {
        "kind": "GENERAL",
        "specialty": None,
        "total": 3,
        "interactive": 3,
        "peer_review": True,
        **changed,
    }
    return Point(reference, date(2026, 5, 4), accepted, "01-1", **said)


def person(*points, held=()):
    return Person((Entry("OPTOMETRIST", "01-1", date(2015, 1, 1)),), tuple(held), points)


def progress_of(someone, unwritten, pending=()):
    view = outlook(someone, CYCLE, pending=frozenset(pending), unwritten=frozenset(unwritten))
    return {each.now.code: each for each in view.progress}


def test_a_review_adds_to_every_requirement_for_which_it_would_count():
    found = progress_of(person(review("A", units=("O1",)), review("B", accepted=False)), "AB", "B")
    peer, general = found["PEER_REVIEW"].remedies, found["GENERAL_POINTS"].remedies
    assert (peer.accepting, peer.writing, peer.together) == (0, 1, 2)
    assert [(each.reference, each.is_accepted) for each in peer.reviews] == [
        ("A", True),
        ("B", False),
    ]
    assert (general.writing, general.together) == (3, 6)
    assert [each.reference for each in found["COMPETENCY_UNITS"].remedies.reviews] == ["A"]


def test_a_review_of_another_kind_closes_nothing_for_a_prescriber():
    held = [Held("INDEPENDENT_PRESCRIBING", date(2016, 1, 1))]
    found = progress_of(person(review("A"), held=held), "A")
    assert found["PEER_REVIEW"].remedies.closes(found["PEER_REVIEW"].now) == Closes.MORE_CET
    assert found["PEER_REVIEW"].remedies.reviews == ()


def test_what_can_no_longer_be_written_is_no_remedy():
    found = progress_of(person(review("A")), "")
    assert found["PEER_REVIEW"].remedies.closes(found["PEER_REVIEW"].now) == Closes.MORE_CET
