"""Each sentence of the contract on assessing a person that the worked examples do not show."""

from datetime import date

import pytest

from compliance.rules import assess
from tests.compliance.people import CYCLES, DO, entry, held, person, point
from tests.compliance.test_rules_examples import general, judged, specialist, sums

LENS, AS = "CONTACT_LENS", "ADDITIONAL_SUPPLY"
SP, IP = "SUPPLEMENTARY_PRESCRIBING", "INDEPENDENT_PRESCRIBING"
ALWAYS = entry("2001-03-01")
DISPENSING = entry("2001-03-01", profession=DO)


def reasons(result):
    return {each.reference: str(each.reason) for each in result.not_counted}


def codes(result):
    return [
        (each.code, each.specialty or each.year) if each.specialty or each.year else each.code
        for each in result.requirements
    ]


# Registration


def test_entries_without_a_free_day_between_them_are_one_run():
    joined = [entry("2001-03-01", "2017-06-15", number="01-1"), entry("2017-06-16", number="01-2")]
    assert general(judged("2016-2018", *joined)) == (36, 0)
    apart = [entry("2001-03-01", "2017-06-15", number="01-1"), entry("2017-06-17", number="01-2")]
    assert general(judged("2016-2018", *apart)) == (18, 0)


def test_the_run_that_counts_is_the_last_one_that_touches_the_cycle():
    entries = [entry("2016-01-01", "2016-06-30"), entry("2016-09-01", "2018-02-28")]
    later = entry("2019-02-01")
    assert general(judged("2016-2018", *entries, later)) == (18, 0)


def test_an_entry_of_one_day_touches_the_cycle():
    assert codes(judged("2016-2018", entry("2018-12-31"))) == ["GENERAL_POINTS"]
    assert codes(judged("2016-2018", entry("2001-01-01", "2016-01-01"))) == ["GENERAL_POINTS"]


def test_the_profession_is_that_at_the_runs_end():
    entries = [entry("2001-03-01", "2017-06-30", profession=DO), entry("2017-07-01")]
    assert "PEER_REVIEW" in codes(judged("2016-2018", *entries))
    back = [entry("2001-03-01", "2017-06-30"), entry("2017-07-01", profession=DO)]
    assert "PEER_REVIEW" not in codes(judged("2016-2018", *back))


def test_a_profession_taken_up_after_the_cycle_changes_nothing_in_it():
    entries = [entry("2001-03-01", "2018-12-31", profession=DO), entry("2019-01-01", "2020-12-31")]
    assert "PEER_REVIEW" not in codes(judged("2016-2018", *entries))


def test_an_entry_without_an_end_that_begins_after_the_cycle_is_not_there_yet():
    points = [point("2018-05-01", number="01-2")]
    for end, reason in ((None, {"P1": "OTHER_NUMBER"}), ("2020-12-31", {})):
        entries = [entry("2001-01-01", "2018-12-31"), entry("2019-01-01", end, number="01-2")]
        assert reasons(judged("2016-2018", *entries, points=points)) == reason


def test_without_a_run_in_the_cycle_nothing_is_asked_and_it_is_met():
    result = judged("2016-2018", entry("2019-01-01"), points=[point("2018-02-01")])
    assert (result.requirements, result.met) == ((), True)
    assert reasons(result) == {"P1": "OUTSIDE_REGISTRATION"}


# Whole months


@pytest.mark.parametrize(
    "start, end, months",
    [
        ("2017-02-01", "2017-02-28", 1),
        ("2017-02-02", "2017-02-28", 0),
        ("2017-02-01", "2017-02-27", 0),
        ("2016-02-01", "2016-02-28", 0),  # a leap year
        ("2016-02-01", "2016-02-29", 1),
        ("2017-01-16", None, 23),
        ("2001-01-01", "2016-01-30", 0),
        ("2001-01-01", "2016-01-31", 1),
        ("2018-12-01", None, 1),
    ],
)
def test_a_month_counts_when_its_every_day_is_covered(start, end, months):
    assert general(judged("2016-2018", entry(start, end))) == (months, 0)


def test_a_month_with_a_specialty_lies_in_the_run_and_in_the_union_of_its_intervals():
    halves = [held(LENS, "2016-01-01", "2016-06-15"), held(LENS, "2016-06-16", "2016-12-31")]
    result = judged("2016-2018", DISPENSING, specialties=halves)
    assert specialist(result) == (6, 0)
    gap = [held(LENS, "2016-01-01", "2016-06-14"), held(LENS, "2016-06-16", "2016-12-31")]
    assert specialist(judged("2016-2018", DISPENSING, specialties=gap)) == (5, 0)
    twice = [held(LENS, "2016-01-01", "2016-09-30"), held(LENS, "2016-04-01", "2016-12-31")]
    assert specialist(judged("2016-2018", DISPENSING, specialties=twice)) == (6, 0)
    beyond = judged(
        "2016-2018",
        entry("2016-03-10", "2016-08-20", profession=DO),
        specialties=[held(LENS, "2001-01-01")],
    )
    assert specialist(beyond) == (2, 0)


def test_the_months_of_another_run_do_not_count():
    entries = [entry("2016-01-01", "2016-12-31"), entry("2018-01-01")]
    result = judged("2016-2018", *entries, specialties=[held(IP, "2016-01-01", "2016-12-31")])
    assert general(result) == (12, 0)
    assert not [each for each in result.requirements if each.code == "SPECIALIST_POINTS"]


# Therapeutic


@pytest.mark.parametrize("cycle", ["2007-2009", "2013-2015", "2019-2021"])
def test_from_2007_the_therapeutic_specialties_are_one(cycle):
    first = CYCLES[cycle].first_day.year
    parts = [
        held(AS, "2001-01-01", f"{first}-06-15"),
        held(SP, f"{first}-06-01", f"{first}-12-31"),
        held(IP, f"{first + 1}-01-01"),
    ]
    points = [
        point(f"{first}-01-01", 2, "as sp", specialty=SP),
        point(f"{first + 1}-05-01", 3, "as as", specialty=AS),
    ]
    result = judged(cycle, ALWAYS, specialties=parts, points=points)
    assert specialist(result, "THERAPEUTIC") == (18, 5)


def test_in_2005_each_is_its_own_in_the_order_of_the_list():
    parts = [held(IP, "2005-01-01"), held(LENS, "2005-09-01"), held(AS, "2005-08-15", "2006-03-31")]
    points = [
        point("2006-02-01", 2, "P1", specialty=IP),
        point("2006-04-01", 2, "P2", specialty=AS),
    ]
    result = judged("2005-2006", ALWAYS, specialties=parts, points=points)
    assert [each.specialty for each in result.requirements] == [None, LENS, AS, IP]
    assert specialist(result, IP) == (18, 2)
    assert specialist(result, AS) == (3, 0)
    assert specialist(result, LENS) == (8, 0)
    assert reasons(result) == {"P2": "SPECIALTY_NOT_HELD"}


# Which points count


def test_the_first_reason_that_applies_is_given():
    everything = {
        "accepted": False,
        "number": "01-9",
        "specialty": LENS,
        "peer_review": True,
    }
    entries = [entry("2017-01-01")]

    def reason(day, **changed):
        one = point(day, **{**everything, **changed})
        return reasons(judged("2016-2018", *entries, points=[one])).get("P1")

    own = {"number": "01-20001"}
    assert reason("2015-05-01") == "NOT_ACCEPTED"
    assert reason("2015-05-01", accepted=True) == "OUTSIDE_CYCLE"
    assert reason("2016-05-01", accepted=True) == "OUTSIDE_REGISTRATION"
    assert reason("2017-05-01", accepted=True) == "OTHER_NUMBER"
    assert reason("2017-05-01", accepted=True, **own) == "SPECIALTY_NOT_HELD"
    general = {"kind": "GENERAL", "specialty": None, "accepted": True, **own}
    assert reason("2017-05-01", **general) == "NO_REFLECTION"
    assert reason("2017-05-01", **general, reflection=True) is None


def test_the_number_is_one_of_the_runs():
    entries = [entry("2001-03-01", "2017-06-15", number="01-1"), entry("2017-06-16", number="01-2")]
    points = [point("2018-01-01", 1, ref, number=ref) for ref in ("01-1", "01-2", "01-3")]
    assert reasons(judged("2016-2018", *entries, points=points)) == {"01-3": "OTHER_NUMBER"}


@pytest.mark.parametrize("day, counts", [("2017-06-30", True), ("2017-07-01", False)])
def test_the_specialty_is_held_on_the_day_both_ends_included(day, counts):
    points = [point(day, specialty=LENS)]
    held_until = [held(LENS, "2017-01-01", "2017-06-30")]
    result = judged("2016-2018", DISPENSING, specialties=held_until, points=points)
    assert reasons(result) == ({} if counts else {"P1": "SPECIALTY_NOT_HELD"})


@pytest.mark.parametrize("cycle", ["2005-2006", "2007-2009", "2010-2012"])
def test_before_the_enhanced_scheme_no_reflection_is_asked_for(cycle):
    points = [point(CYCLES[cycle].last_day.isoformat(), peer_review=True)]
    assert judged(cycle, ALWAYS, points=points).counted == ("P1",)


def test_points_after_the_day_are_outside_and_the_cycle_is_required_whole():
    points = [point("2017-05-04", 3, "P1"), point("2017-05-05", 3, "P2")]
    result = assess(person(ALWAYS, points=points), CYCLES["2016-2018"], as_at=date(2017, 5, 4))
    assert general(result) == (36, 3)
    assert reasons(result) == {"P2": "OUTSIDE_CYCLE"}


# Sums


def test_obtained_is_not_capped_and_nothing_is_short_below_nothing():
    result = judged("2007-2009", ALWAYS, points=[point("2008-01-01", 50)])
    [found] = result.requirements
    assert (found.required, found.obtained, found.shortfall, found.met) == (36, 50, 0, True)


def test_without_a_whole_month_nothing_else_is_listed():
    for cycle in CYCLES.values():
        last = cycle.last_day.replace(day=2).isoformat()
        result = judged(
            cycle.name,
            entry(last),
            specialties=[held(IP, last)],
            points=[point(cycle.last_day.isoformat(), 2)],
        )
        assert sums(result) == {("GENERAL_POINTS", None): (0, 2)}
        assert result.met
