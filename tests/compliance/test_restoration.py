"""What somebody needs to get back on the register: E38 to E42 of domain.md 5.9."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.restoration import points_for_the_name, restoration, window_of
from tests.compliance.people import CYCLES, DO, entry, held, person, point

RECEIVED = date(2010, 5, 20)
GONE = entry("2003-01-01", "2009-01-31")


def check(*entries, received=RECEIVED, specialties=(), points=()):
    who = person(*(entries or (GONE,)), specialties=specialties, points=points)
    return restoration(who, received, CYCLES.values())


def asked(found, code="NAME"):
    return next(each for each in found.asked if each.code == code)


def test_e38_twelve_points_in_the_twelve_months_before_the_month_of_the_application():
    found = check(points=[point("2009-05-01", 6, "P1"), point("2010-04-30", 6, "P2")])
    assert (found.window.first, found.window.last) == (date(2009, 5, 1), date(2010, 4, 30))
    assert (asked(found).required, asked(found).obtained) == (12, 12)
    assert asked(found).satisfied_by == ("P1", "P2")
    assert found.met


def test_e39_the_month_of_the_application_is_outside():
    found = check(points=[point("2010-01-15", 11, "P1"), point("2010-05-03", 3, "P2")])
    assert not found.met
    assert asked(found).shortfall == 1
    [outside] = found.not_counted
    assert (outside.reference, outside.reason) == ("P2", "OUTSIDE_MONTHS")


def test_e40_first_entered_within_those_months():
    joined = entry("2009-11-15", "2010-03-31")
    assert asked(check(joined)).required == 5
    assert "First entered on 15 November 2009" in asked(check(joined)).explanation


@pytest.mark.parametrize(
    "first_entered, required",
    [("2009-04-30", 12), ("2009-05-01", 11), ("2010-04-02", 0), ("2010-05-03", 0)],
)
def test_around_e40(first_entered, required):
    assert points_for_the_name(RECEIVED, date.fromisoformat(first_entered)) == required


def test_e41_a_specialty_needs_six_specialist_points_in_the_same_months():
    lens = held("CONTACT_LENS", "2004-01-01", "2009-01-31")
    points = [
        point("2009-06-01", 5, "P1", specialty="CONTACT_LENS"),
        point("2009-06-02", 12, "P2"),
    ]
    found = check(entry("2003-01-01", profession=DO), specialties=[lens], points=points)
    assert not found.name
    [specialty] = found.asked
    assert (specialty.required, specialty.obtained, specialty.shortfall) == (6, 5, 1)
    assert specialty.label == "Specialist points in 12 months: contact lens"
    [general] = found.not_counted
    assert (general.reference, general.reason) == ("P2", "NOT_ASKED")


def test_several_therapeutic_specialties_are_one():
    both = [
        held("ADDITIONAL_SUPPLY", "2004-01-01", "2009-01-31"),
        held("INDEPENDENT_PRESCRIBING", "2005-01-01", "2009-01-31"),
    ]
    found = check(specialties=both)
    assert [each.code for each in found.asked] == ["NAME", "SPECIALTY"]
    assert ": therapeutic" in asked(found, "SPECIALTY").label


REMOVED = entry("2015-01-01", "2019-03-31")
SHORT_OF_SEVEN = [point("2016-05-04", 29, "OLD")]


def test_e42_the_enhanced_scheme_asks_for_the_shortfall_besides():
    points = [*SHORT_OF_SEVEN, point("2019-06-01", 12, "P1")]
    found = check(REMOVED, received=date(2019, 9, 10), points=points)
    assert (asked(found).required, asked(found).met) == (12, True)
    besides = asked(found, "SHORTFALL")
    assert (besides.required, besides.obtained, besides.met) == (7, 0, False)
    assert not found.met
    points.append(point("2019-09-02", 7, "P2"))
    found = check(REMOVED, received=date(2019, 9, 10), points=points)
    assert asked(found, "SHORTFALL").obtained == 7
    assert found.met


def test_points_from_before_the_end_of_the_cycle_leave_the_newer_ones_for_the_shortfall():
    points = [
        *SHORT_OF_SEVEN,
        point("2018-11-02", 5, "P1", accepted=False),
        point("2018-11-03", 5, "P2", number="01-00001"),
        point("2019-02-01", 14, "P3"),
    ]
    found = check(REMOVED, received=date(2019, 9, 10), points=points)
    # 5 of the 12 come from the old cycle, so 7 of the 14 are left.
    besides = asked(found, "SHORTFALL")
    assert besides.obtained == 7
    assert "14 points since 1 January 2019, less 7 used above: 7." in besides.explanation
    assert {each.reference: each.reason for each in found.not_counted} == {
        "OLD": "OUTSIDE_MONTHS",
        "P1": "NOT_ACCEPTED",
    }


@pytest.mark.parametrize("left", ["2018-06-30", "2020-06-30"])
def test_who_left_for_something_else_makes_nothing_up(left):
    found = check(
        entry("2015-01-01", left), received=date(2021, 2, 1), points=[point("2016-05-04", 29)]
    )
    assert [each.code for each in found.asked] == ["NAME"]


def test_peer_review_counts_with_its_reflection_alone():
    review = point("2019-06-01", 12, "P1", peer_review=True)
    found = check(entry("2015-01-01", "2018-06-30"), received=date(2019, 9, 10), points=[review])
    assert asked(found).obtained == 0
    assert found.not_counted[0].reason == "NO_REFLECTION"


def test_who_is_on_the_register_with_everything_is_asked_for_nothing():
    found = check(entry("2003-01-01"))
    assert found.asked == ()
    assert not found.name
    assert restoration(person(), RECEIVED, CYCLES.values()).asked == ()


@given(
    st.dates(date(2006, 1, 1), date(2021, 12, 31)),
    st.lists(st.tuples(st.dates(date(2004, 1, 1), date(2021, 12, 31)), st.integers(1, 9))),
)
def test_one_more_point_never_makes_it_worse(received, days):
    points = [point(day.isoformat(), total, f"P{n}") for n, (day, total) in enumerate(days)]
    left = entry("2003-01-01", "2005-12-31")
    before = check(left, received=received, points=points[:-1])
    after = check(left, received=received, points=points)
    for old, new in zip(before.asked, after.asked, strict=True):
        assert new.obtained >= old.obtained
        assert new.required == old.required
    assert window_of(received).last < received
