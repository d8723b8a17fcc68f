"""The sentences of the contract about each scheme version, and about the answer."""

from types import SimpleNamespace

import pytest

from compliance.rules import Voluntary
from compliance.rules.plain import plain
from tests.compliance.people import CYCLES, DO, entry, held, point
from tests.compliance.test_rules_examples import general, judged, specialist, sums
from tests.compliance.test_rules_examples_enhanced import annual

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
        "(rule 14) + 4 of the 6 specialist points earned, for at most 4 of them count here too "
        "(rule 16) + 12 specialist points granted that count here too (rule 16): 40 points count, "
        "so this is met.",
        "1 point for each of 18 whole months with the specialty (July 2005 to December 2006), held "
        "on 30 June 2005: 18. 6 earned + 12 granted for before the scheme (rule 14): 18 points "
        "count, so this is met.",
    ]
    [last_month] = judged("2007-2009", entry("2009-12-01")).requirements
    assert last_month.explanation == (
        "1 whole month on the register (December 2009), 1 point for each: 1. "
        "0 points count, so 1 is missing."
    )
    for cycle in CYCLES:
        for each in judged(cycle, ALWAYS, specialties=[held(IP, "2001-01-01")]).requirements:
            assert each.explanation.count(". ") <= 1
