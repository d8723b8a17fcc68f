"""Each sentence of the contract on assessing a person that the worked examples do not show."""

from datetime import date
from types import SimpleNamespace

import pytest

from compliance.rules import Voluntary, assess
from compliance.rules.plain import plain
from tests.compliance.people import CYCLES, DO, entry, held, person, point
from tests.compliance.test_rules_examples import annual, general, judged, specialist, sums

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


# 2005-2006


def initial(*, entries=(ALWAYS,), specialties=(), points=(), **voluntary):
    return judged(
        "2005-2006",
        *entries,
        specialties=specialties,
        points=points,
        voluntary=Voluntary(**voluntary),
    )


@pytest.mark.parametrize("start, each", [("2005-06-30", 2), ("2005-07-01", 1)])
def test_two_a_month_if_the_run_covers_30_june_2005(start, each):
    assert general(initial(entries=[entry(start)])) == (18 * each, 0)


def test_the_run_covers_the_day_by_entries_that_follow_one_another():
    entries = [entry("2001-01-01", "2005-07-31", number="01-1"), entry("2005-08-01")]
    assert general(initial(entries=entries)) == (36, 0)


def test_a_specialty_of_the_day_is_whole_only_if_the_run_covers_it_too():
    early = [held(SP, "2001-01-01")]
    assert specialist(initial(specialties=early), SP) == (18, 0)
    assert specialist(initial(entries=[entry("2005-07-01")], specialties=early), SP) == (9, 0)


def test_what_is_granted_is_used_up_in_the_order_given():
    both = [held(AS, "2005-01-01"), held(SP, "2005-01-01")]
    granted = ((SP, 8), (AS, 8))
    result = initial(specialties=both, specialist=granted)
    assert (specialist(result, AS)[1], specialist(result, SP)[1]) == (4, 8)
    assert general(result) == (36, 12)


def test_nothing_is_granted_for_a_specialty_of_later():
    later = [held(SP, "2005-07-01"), held(AS, "2005-06-30")]
    result = initial(specialties=later, specialist=((SP, 8), (AS, 3)))
    assert (specialist(result, SP)[1], specialist(result, AS)[1]) == (0, 3)


@pytest.mark.parametrize(
    "earned, granted, both",
    [(0, 0, 0), (3, 0, 3), (4, 0, 4), (9, 0, 4), (0, 7, 7), (0, 20, 12), (9, 20, 16)],
)
def test_at_most_4_and_12_count_in_both_purses(earned, granted, both):
    points = [point("2006-05-01", earned, specialty=AS)]
    result = initial(
        specialties=[held(AS, "2005-01-01")], points=points, specialist=((AS, granted),)
    )
    assert general(result) == (36, both)


def test_the_four_are_of_all_specialties_together():
    points = [
        point("2006-05-01", 3, "P1", specialty=AS),
        point("2006-05-01", 3, "P2", specialty=SP),
    ]
    both = [held(AS, "2005-01-01"), held(SP, "2005-01-01")]
    result = initial(specialties=both, points=points)
    assert general(result) == (36, 4)
    assert result.requirements[0].satisfied_by == ("P1", "P2")


def test_nothing_counts_twice_for_who_has_no_specialty():
    gone = [held(AS, "2001-01-01", "2005-06-30")]
    result = initial(specialties=gone, specialist=((AS, 5),))
    assert sums(result) == {("GENERAL_POINTS", None): (36, 0)}


def test_nothing_is_granted_in_later_cycles():
    granted = Voluntary(24, ((IP, 12),))
    result = judged("2007-2009", ALWAYS, specialties=[held(IP, "2001-01-01")], voluntary=granted)
    assert set(sums(result).values()) == {(36, 0), (18, 0)}


# The enhanced scheme

ORDER = [
    "GENERAL_POINTS",
    ("SPECIALIST_POINTS", "THERAPEUTIC"),
    "INTERACTIVE_POINTS",
    "COMPETENCY_UNITS",
    "PEER_REVIEW",
    "STANDARDS_OF_PRACTICE",
    ("ANNUAL_MINIMUM", 2016),
    ("ANNUAL_MINIMUM", 2017),
    ("ANNUAL_MINIMUM", 2018),
]


def test_requirements_come_in_the_order_of_the_table():
    result = judged("2016-2018", ALWAYS, specialties=[held(IP, "2001-01-01")])
    assert codes(result) == ORDER


@pytest.mark.parametrize("cycle", ["2013-2015", "2016-2018", "2019-2021"])
@pytest.mark.parametrize(
    "entries, specialties, units, peer_review",
    [
        ([ALWAYS], [], 8, True),
        ([DISPENSING], [], 8, False),
        ([DISPENSING], [held(LENS, "2001-01-01")], 16, True),
        ([ALWAYS], [held(SP, "2001-01-01")], 15, True),
    ],
    ids=["optometrist", "dispensing", "contact lens", "therapeutic"],
)
def test_what_is_asked_of_whom(cycle, entries, specialties, units, peer_review):
    result = judged(cycle, *entries, specialties=specialties)
    found = sums(result)
    assert found["COMPETENCY_UNITS", None] == (units, 0)
    assert (("PEER_REVIEW", None) in found) is peer_review
    assert (("STANDARDS_OF_PRACTICE", None) in found) is (cycle == "2016-2018")
    assert found["INTERACTIVE_POINTS", None] == (18, 0)
    total = 36 if specialties != [held(SP, "2001-01-01")] else 54
    of_points = {"GENERAL_POINTS", "SPECIALIST_POINTS"}
    assert (
        sum(required for (code, _), (required, _got) in found.items() if code in of_points) == total
    )


def test_a_specialty_held_for_one_day_of_the_run_makes_a_contact_lens_optician():
    one_day = [held(LENS, "2017-05-05", "2017-05-05")]
    result = judged("2016-2018", DISPENSING, specialties=one_day)
    assert specialist(result) == (0, 0)
    assert general(result) == (36, 0)
    assert sums(result)["COMPETENCY_UNITS", None] == (16, 0)
    before = [held(LENS, "2001-01-01", "2015-12-31")]
    plain_one = judged("2016-2018", DISPENSING, specialties=before)
    assert sums(plain_one)["COMPETENCY_UNITS", None] == (8, 0)


@pytest.mark.parametrize(
    "entries, specialties, obtained",
    [
        ([ALWAYS], [held(IP, "2001-01-01")], 2),
        ([DISPENSING], [held(LENS, "2001-01-01")], 5),
    ],
)
def test_the_interactive_part_of_which_points(entries, specialties, obtained):
    points = [
        point("2017-01-01", 4, "P1", interactive=2),
        point("2017-01-01", 3, "P2", interactive=3, specialty=specialties[0].specialty),
        point("2017-01-01", 3, "P3", interactive=3, accepted=False),
    ]
    result = judged("2016-2018", *entries, specialties=specialties, points=points)
    assert sums(result)["INTERACTIVE_POINTS", None] == (18, obtained)


def test_units_are_named_by_points_of_any_kind_and_each_once():
    points = [
        point("2017-01-01", 1, "P1", units=("O1", "O2", "D4")),
        point("2017-01-01", 1, "P2", units=("O2", "T7"), specialty=IP),
        point("2017-01-01", 1, "P3", units=("O3",), accepted=False),
        point("2017-01-01", 1, "P4", units=("C1",)),
    ]
    result = judged("2016-2018", ALWAYS, specialties=[held(IP, "2001-01-01")], points=points)
    found = result.requirement("COMPETENCY_UNITS")
    assert (found.required, found.obtained) == (15, 3)
    assert found.satisfied_by == ("P1", "P2")
    assert len(found.units_missing) == 12


@pytest.mark.parametrize(
    "cycle, specialty, entries, kinds",
    [
        ("2016-2018", None, [ALWAYS], {"G"}),
        ("2016-2018", IP, [ALWAYS], {"G", "S"}),
        ("2019-2021", IP, [ALWAYS], {"S"}),
        ("2022-2024", IP, [ALWAYS], {"S"}),
        ("2013-2015", LENS, [DISPENSING], {"S"}),
        ("2019-2021", LENS, [DISPENSING], {"S"}),
    ],
)
def test_which_peer_reviews_count(cycle, specialty, entries, kinds):
    day = CYCLES[cycle].last_day.isoformat()
    peer = {"peer_review": True, "reflection": True}
    points = [point(day, 3, "G", **peer), point(day, 3, "none")]
    if specialty:
        points.append(point(day, 3, "S", specialty=specialty, **peer))
    specialties = [held(specialty, "2001-01-01")] if specialty else []
    result = judged(cycle, *entries, specialties=specialties, points=points)
    found = result.requirement("PEER_REVIEW")
    assert (found.required, found.obtained, set(found.satisfied_by)) == (1, len(kinds), kinds)


def test_standards_of_practice_counts_entries_with_the_flag():
    points = [point("2017-01-01", 1, ref, standards_of_practice=True) for ref in ("P1", "P2")]
    result = judged("2016-2018", DISPENSING, points=points)
    assert sums(result)["STANDARDS_OF_PRACTICE", None] == (1, 2)


@pytest.mark.parametrize(
    "cycle, start, end, expected",
    [
        ("2016-2018", "2016-02-01", None, {2016: 5, 2017: 6, 2018: 6}),
        ("2016-2018", "2016-11-15", None, {2017: 6, 2018: 6}),  # half of 1 month is nothing
        ("2016-2018", "2016-11-01", "2018-02-28", {2016: 1, 2017: 6, 2018: 1}),
        ("2019-2021", "2001-01-01", None, {2019: 6, 2020: 0, 2021: 6}),
        ("2019-2021", "2020-12-01", None, {2021: 6}),
        ("2019-2021", "2020-10-01", None, {2020: 0, 2021: 6}),
        ("2022-2024", "2001-01-01", None, {2022: 6, 2023: 6, 2024: 6}),
    ],
)
def test_the_points_of_a_year(cycle, start, end, expected):
    result = judged(cycle, entry(start, end))
    assert {year: required for year, (required, _, _) in annual(result).items()} == expected
    assert {each.advisory for each in result.requirements if each.year} == {True}


def test_an_advisory_requirement_does_not_decide():
    one = SimpleNamespace(advisory=True, met=False)
    result = judged("2016-2018", entry("2018-12-02"))
    assert result.met
    assert type(result)("X", (one,), (), ()).met


# Out


def test_the_answer_has_the_form_of_the_contract():
    points = [
        point("2017-05-04", 3, units=("O1", "O3"), peer_review=True, reflection=True),
        point("2017-05-04", 3, "P9", accepted=False),
    ]
    result = plain(judged("2016-2018", entry("2017-01-16"), points=points))
    assert list(result) == ["scheme", "met", "requirements", "counted", "not_counted"]
    first = result["requirements"][0]
    assert list(first) == [
        "code", "specialty", "year", "required", "obtained", "shortfall", "met", "advisory",
        "rule", "explanation",
    ]  # fmt: skip
    assert {**first, "rule": "", "explanation": ""} == {
        "code": "GENERAL_POINTS",
        "specialty": None,
        "year": None,
        "required": 23,
        "obtained": 3,
        "shortfall": 20,
        "met": False,
        "advisory": False,
        "rule": "",
        "explanation": "",
    }
    assert result["counted"] == ("P1",)
    assert result["not_counted"] == [{"reference": "P9", "reason": "NOT_ACCEPTED"}]


def test_every_requirement_cites_its_source_and_does_its_sum():
    for cycle in CYCLES.values():
        for who, specialty in ((ALWAYS, IP), (DISPENSING, LENS), (DISPENSING, None)):
            specialties = [held(specialty, "2001-01-01")] if specialty else []
            for each in judged(cycle.name, who, specialties=specialties).requirements:
                assert each.rule
                assert each.explanation.endswith(".")
                assert each.explanation[0].isupper() or each.explanation[0].isdigit()
                assert str(each.required) in each.explanation


def test_an_explanation_is_one_or_two_sentences():
    granted = Voluntary(5, ((LENS, 12),))
    points = [point("2006-05-01", 19), point("2006-05-01", 6, "P2", specialty=LENS)]
    result = judged(
        "2005-2006",
        DISPENSING,
        specialties=[held(LENS, "2001-01-01")],
        points=points,
        voluntary=granted,
    )
    assert [each.explanation for each in result.requirements] == [
        "18 whole months on the register (July 2005 to December 2006), 2 points for each, with an "
        "entry on 30 June 2005: 36. 19 earned as general points + 5 granted for before the scheme "
        "(rule 14) + 16 specialist points that count here too (rule 16): 40 points count, so this "
        "is met.",
        "1 point for each of 18 whole months with the specialty, held on 30 June 2005: 18. "
        "6 earned + 12 granted for before the scheme (rule 14): 18 points count, so this is met.",
    ]
    [last_month] = judged("2007-2009", entry("2009-12-01")).requirements
    assert last_month.explanation == (
        "1 whole month on the register (December 2009), 1 point for each: 1. "
        "0 points count, so 1 is missing."
    )
    for cycle in CYCLES:
        for each in judged(cycle, ALWAYS, specialties=[held(IP, "2001-01-01")]).requirements:
            assert each.explanation.count(". ") <= 1
