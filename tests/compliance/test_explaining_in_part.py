"""What counts only in part says so: granted points, points of both purses, half points."""

from dataclasses import replace
from fractions import Fraction

import pytest

from compliance.rules import Voluntary, assess, figures_of
from tests.compliance.people import CYCLES, DO, entry, held, person
from tests.compliance.test_rules_examples import IP, LENS, WITH_LENS, initial, judged


def said(result, code="GENERAL_POINTS"):
    return result.requirement(code).explanation


def test_e09_of_30_granted_24_count():
    result = initial(general=12, voluntary=Voluntary(general=30))
    assert said(result).endswith(
        "12 earned as general points + 24 of the 30 granted for before the scheme (rule 14: at "
        "most 24): 36 points count, so this is met."
    )
    whole = said(initial(general=12, voluntary=Voluntary(general=24)))
    assert "+ 24 granted for before the scheme (rule 14): 36 points count" in whole


def test_e11_granted_and_refused():
    result = initial(entries=[entry("2005-07-20")], voluntary=Voluntary(general=20))
    assert said(result).endswith(
        "The 20 points granted for before the scheme do not count, for the time on the register "
        "does not go back to 30 June 2005 (rule 14); 0 points count, so 17 are missing."
    )
    one = initial(entries=[entry("2005-07-20")], general=3, voluntary=Voluntary(general=1))
    assert "The 1 point granted for before the scheme does not count" in said(one)
    assert "granted" not in said(initial(entries=[entry("2005-07-20")]))


def test_e12_of_15_granted_specialist_points_12_count():
    result = initial(lens=WITH_LENS, voluntary=Voluntary(specialist=((LENS, 15),)))
    assert said(result, "SPECIALIST_POINTS").endswith(
        "0 earned + 12 of the 15 granted for before the scheme (rule 14: at most 12 over all "
        "specialties): 12 points count, so 6 are missing."
    )


def test_e13_granted_for_a_specialty_entered_later():
    lens = held(LENS, "2005-07-10")
    result = initial(lens=lens, voluntary=Voluntary(specialist=((LENS, 10),)))
    assert said(result, "SPECIALIST_POINTS").endswith(
        "The 10 points granted for before the scheme do not count, for the specialty was not held "
        "on 30 June 2005 (rule 14); 0 points count, so 8 are missing."
    )


def test_e14_the_16_of_both_purses_are_4_and_12():
    result = initial(
        lens=WITH_LENS, general=20, specialist=6, voluntary=Voluntary(specialist=((LENS, 12),))
    )
    assert said(result).endswith(
        "20 earned as general points + 4 of the 6 specialist points earned, for at most 4 of them "
        "count here too (rule 16) + 12 specialist points granted that count here too (rule 16): 36 "
        "points count, so this is met."
    )


@pytest.mark.parametrize(
    "specialist, words",
    [
        (1, "+ 1 specialist point earned that counts here too (rule 16): 1 point counts"),
        (4, "+ 4 specialist points earned that count here too (rule 16): 4 points count"),
    ],
)
def test_specialist_points_that_all_count_in_both_purses(specialist, words):
    assert words in said(initial(lens=WITH_LENS, specialist=specialist))


def test_half_a_point_is_said_to_be_dropped():
    who = entry("2016-06-01", "2017-12-31")
    odd = judged("2016-2018", who, specialties=[held(IP, "2016-01-01")])
    for code in ("SPECIALIST_POINTS", "INTERACTIVE_POINTS"):
        assert "December 2017): 9, for half a point is dropped. " in said(odd, code)
    even = judged("2016-2018", entry("2016-07-01", "2017-12-31"))
    assert "dropped" not in " ".join(each.explanation for each in even.requirements)
    lens = judged(
        "2016-2018",
        entry("2016-06-01", "2017-12-31", profession=DO),
        specialties=[held(LENS, "2016-01-01")],
    )
    assert "less 9 owed as contact lens points (half of 19 whole months with the specialty" in said(
        lens
    )
    assert ", for half a point is dropped): 10." in said(lens)


def test_a_third_of_a_point_is_dropped_as_well():
    third = replace(figures_of("ENHANCED_2016"), interactive_share=Fraction(1, 3))
    found = assess(person(entry("2016-06-01", "2017-12-31")), CYCLES["2016-2018"], figures=third)
    assert "6, for 1/3 of a point is dropped." in said(found, "INTERACTIVE_POINTS")
