"""The worked examples of the scheme's sources that concern the assessment, by their numbers."""

from dataclasses import replace

import pytest

from compliance.rules import MonthMethod, Voluntary, assess, figures_of
from tests.compliance.people import CYCLES, DO, entry, held, person, point

LENS, AS = "CONTACT_LENS", "ADDITIONAL_SUPPLY"
SP, IP = "SUPPLEMENTARY_PRESCRIBING", "INDEPENDENT_PRESCRIBING"
O8 = tuple(f"O{number}" for number in range(1, 9))
D8 = tuple(f"D{number}" for number in range(1, 9))
C8 = tuple(f"C{number}" for number in range(1, 9))
T7 = tuple(f"T{number}" for number in range(1, 8))

ALWAYS = entry("2001-03-01")
DISPENSING = entry("2001-03-01", profession=DO)
WITH_LENS = held(LENS, "2001-03-01")


def judged(cycle, *entries, specialties=(), points=(), voluntary=None):
    who = person(*entries, specialties=specialties, points=points)
    if voluntary:
        who = replace(who, voluntary=voluntary)
    return assess(who, CYCLES[cycle])


def sums(result):
    """Required and obtained of each requirement, by code and specialty or year."""
    return {
        (each.code, each.specialty or each.year): (each.required, each.obtained)
        for each in result.requirements
    }


def general(result):
    return sums(result)[("GENERAL_POINTS", None)]


def specialist(result, specialty=LENS):
    return sums(result)[("SPECIALIST_POINTS", specialty)]


def earned(cycle, general=0, specialist=0, specialty=LENS, day=None):
    """Points of each kind, all on one day."""
    day = day or CYCLES[cycle].last_day.isoformat()
    found = []
    if general:
        found.append(point(day, general, "G"))
    if specialist:
        found.append(point(day, specialist, "S", specialty=specialty))
    return found


INITIAL = "2005-2006"


def initial(*, entries=(DISPENSING,), lens=None, general=0, specialist=0, voluntary=None):
    return judged(
        INITIAL,
        *entries,
        specialties=[lens] if lens else [],
        points=earned(INITIAL, general, specialist),
        voluntary=voluntary,
    )


@pytest.mark.parametrize(
    "entries, required",
    [
        pytest.param([ALWAYS], 36, id="E01"),
        pytest.param([entry("2005-07-01")], 18, id="E02"),
        pytest.param([entry("2005-07-20")], 17, id="E03"),
        pytest.param([entry("2001-03-01", "2006-09-14")], 28, id="E04"),
    ],
)
def test_e01_to_e04_general_points_of_the_initial_period(entries, required):
    assert general(judged(INITIAL, *entries)) == (required, 0)


@pytest.mark.parametrize(
    "since, required",
    [
        pytest.param("2001-03-01", 18, id="E05"),
        pytest.param("2005-07-10", 8, id="E06"),
        pytest.param("2005-08-03", 8, id="E07"),
    ],
)
def test_e05_to_e07_specialist_points_of_the_initial_period(since, required):
    assert specialist(initial(lens=held(LENS, since))) == (required, 0)


def test_e08_two_specialties_are_two_requirements():
    both = [held(AS, "2005-01-01"), held(SP, "2005-01-01")]
    found = sums(judged(INITIAL, ALWAYS, specialties=both))
    assert found["SPECIALIST_POINTS", AS] == found["SPECIALIST_POINTS", SP] == (18, 0)


def test_e09_at_most_24_voluntary_points_are_credited():
    result = initial(general=12, voluntary=Voluntary(general=30))
    assert general(result) == (36, 36)
    assert result.met


def test_e10_one_short():
    result = initial(general=11, voluntary=Voluntary(general=24))
    assert general(result) == (36, 35)
    assert not result.met


def test_e11_who_entered_later_has_no_voluntary_points():
    result = initial(entries=[entry("2005-07-20")], voluntary=Voluntary(general=20))
    assert general(result) == (17, 0)


def test_e12_at_most_12_voluntary_specialist_points_are_credited():
    result = initial(lens=WITH_LENS, voluntary=Voluntary(specialist=((LENS, 15),)))
    assert specialist(result) == (18, 12)


def test_e13_none_for_a_specialty_entered_later():
    lens = held(LENS, "2005-07-10")
    result = initial(lens=lens, voluntary=Voluntary(specialist=((LENS, 10),)))
    assert specialist(result) == (8, 0)


@pytest.mark.parametrize(
    "earned_general, earned_specialist, granted, of_general, of_specialist",
    [
        pytest.param(20, 6, 12, 36, 18, id="E14"),
        pytest.param(30, 18, 0, 34, 18, id="E15"),
        pytest.param(19, 6, 12, 35, 18, id="E16"),
        pytest.param(40, 10, 0, 44, 10, id="E17"),
    ],
)
def test_e14_to_e17_what_counts_in_both_purses(
    earned_general, earned_specialist, granted, of_general, of_specialist
):
    result = initial(
        lens=WITH_LENS,
        general=earned_general,
        specialist=earned_specialist,
        voluntary=Voluntary(specialist=((LENS, granted),)),
    )
    assert general(result) == (36, of_general)
    assert specialist(result) == (18, of_specialist)
    assert result.met is (of_general >= 36 and of_specialist >= 18)


def test_e18_38_different_points_are_the_fewest():
    ways = [
        (of_general, of_specialist, granted)
        for of_general in range(39)
        for of_specialist in range(39 - of_general)
        for granted in range(39 - of_general - of_specialist)
        if of_general + of_specialist + granted in (37, 38)
        and of_general >= 19
        and of_specialist + granted >= 17
    ]
    enough = {
        sum(way)
        for way in ways
        if initial(
            lens=WITH_LENS,
            general=way[0],
            specialist=way[1],
            voluntary=Voluntary(specialist=((LENS, way[2]),)),
        ).met
    }
    assert enough == {38}


@pytest.mark.parametrize(
    "cycle, entries, specialties, expected",
    [
        pytest.param("2007-2009", [ALWAYS], [], {"G": 36}, id="E19"),
        pytest.param("2010-2012", [DISPENSING], [WITH_LENS], {"G": 36, LENS: 18}, id="E20"),
        pytest.param("2007-2009", [entry("2008-03-15")], [], {"G": 21}, id="E21"),
        pytest.param(
            "2007-2009",
            [entry("2008-03-15")],
            [held(IP, "2008-03-15")],
            {"G": 21, "THERAPEUTIC": 10},
            id="E22",
        ),
        pytest.param("2007-2009", [entry("2008-03-01")], [], {"G": 22}, id="E23"),
        pytest.param("2007-2009", [entry("2009-12-02")], [], {"G": 0}, id="E24"),
        pytest.param("2007-2009", [entry("2009-12-01")], [], {"G": 1}, id="E25"),
        pytest.param(
            "2010-2012",
            [ALWAYS],
            [held(IP, "2010-02-06")],
            {"G": 36, "THERAPEUTIC": 17},
            id="E26",
        ),
        pytest.param(
            "2010-2012",
            [ALWAYS],
            [held(AS, "2001-03-01"), held(IP, "2001-03-01")],
            {"G": 36, "THERAPEUTIC": 18},
            id="E27",
        ),
        pytest.param(
            INITIAL,
            [ALWAYS],
            [held(AS, "2001-03-01"), held(SP, "2001-03-01")],
            {"G": 36, AS: 18, SP: 18},
            id="E28",
        ),
        pytest.param("2010-2012", [entry("2010-01-15", "2010-03-14")], [], {"G": 1}, id="E36"),
    ],
)
def test_e19_to_e28_and_e36_what_is_required(cycle, entries, specialties, expected):
    result = judged(cycle, *entries, specialties=specialties)
    assert {each.specialty or "G": each.required for each in result.requirements} == expected
    assert result.met is (not any(expected.values()))


@pytest.mark.parametrize(
    "of_general, of_specialist, expected",
    [
        pytest.param(50, 12, {(36, 50), (18, 12)}, id="E29"),
        pytest.param(30, 24, {(36, 30), (18, 24)}, id="E30"),
    ],
)
def test_e29_and_e30_nothing_counts_in_both_purses_after_2006(of_general, of_specialist, expected):
    points = earned("2007-2009", of_general, of_specialist)
    result = judged("2007-2009", DISPENSING, specialties=[WITH_LENS], points=points)
    assert set(sums(result).values()) == expected
    assert not result.met


@pytest.mark.parametrize(
    "day, points, cycle",
    [
        pytest.param("2009-05-01", 45, "2010-2012", id="E31"),
        pytest.param("2017-05-01", 56, "2019-2021", id="E64"),
    ],
)
def test_e31_and_e64_nothing_is_carried_forward(day, points, cycle):
    assert general(judged(cycle, ALWAYS, points=[point(day, points)])) == (36, 0)


def test_e34_and_e54_only_the_specialty_is_short():
    points = [point("2020-01-01", 36, "G"), point("2020-01-01", 17, "S", specialty=IP)]
    result = judged("2019-2021", ALWAYS, specialties=[held(IP, "2001-03-01")], points=points)
    assert general(result) == (36, 36)
    assert specialist(result, "THERAPEUTIC") == (18, 17)


def test_e35_points_of_the_old_number_count_for_nothing():
    entries = [entry("2001-03-01", "2010-04-01", number="01-1000"), entry("2011-05-12")]
    points = [
        point("2010-02-01", 5, "before", number="01-1000"),
        point("2011-06-01", 5, "old", number="01-1000"),
        point("2011-06-01", 7, "new"),
    ]
    result = judged("2010-2012", *entries, points=points)
    assert general(result) == (19, 7)
    assert [each.reason for each in result.not_counted] == ["OUTSIDE_REGISTRATION", "OTHER_NUMBER"]


def test_e37_only_what_is_accepted_counts():
    points = [point("2011-04-01", 34, "P1"), point("2011-05-01", 2, "P2", accepted=False)]
    result = judged("2010-2012", ALWAYS, points=points)
    assert general(result) == (36, 34)
    assert result.counted == ("P1",)


@pytest.mark.parametrize(
    "cycle, entries, method, months",
    [
        pytest.param(INITIAL, entry("2005-07-01"), "B", 17, id="E02 B"),
        pytest.param("2007-2009", entry("2008-03-01"), "B", 21, id="E23 B"),
        pytest.param("2007-2009", entry("2009-12-01"), "B", 0, id="E25 B"),
        pytest.param("2010-2012", entry("2010-01-15", "2010-03-14"), "C", 2, id="E36 C"),
        pytest.param("2007-2009", ALWAYS, "B", 36, id="E19 B"),
        pytest.param("2007-2009", ALWAYS, "C", 36, id="E19 C"),
        pytest.param("2007-2009", entry("2009-12-02"), "C", 0, id="E24 C"),
    ],
)
def test_other_ways_to_count_months(cycle, entries, method, months):
    period = CYCLES[cycle]
    figures = replace(figures_of(period.scheme), month_method=MonthMethod(method))
    result = assess(person(entries), period, figures=figures)
    assert result.requirements[0].required == months
    assert str(months) in result.requirements[0].explanation or months == 0
