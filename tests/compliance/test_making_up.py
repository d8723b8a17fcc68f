"""What is at stake, and what is made up by 15 March: from plain values."""

from dataclasses import replace

import pytest

from compliance.rules import assess
from compliance.rules.making_up import make_up
from compliance.rules.removing import at_stake, at_stake_of
from compliance.rules.result import Requirement
from tests.compliance.people import CYCLES, entry, held, person, point
from tests.compliance.removing import OLD


def short(code, specialty=None, **changed) -> Requirement:
    values = {"required": 18, "obtained": 17, "rule": "r", "explanation": "e", **changed}
    return Requirement(code=code, specialty=specialty, **values)


@pytest.mark.parametrize(
    ("requirements", "profession", "stake", "specialties"),
    [
        ([short("GENERAL_POINTS")], "OPTOMETRIST", "NAME", set()),
        ([short("SPECIALIST_POINTS", "CONTACT_LENS")], "DISPENSING_OPTICIAN", "SPECIALTY",
         {"CONTACT_LENS"}),
        ([short("SPECIALIST_POINTS", "THERAPEUTIC")], "OPTOMETRIST", "SPECIALTY",
         {"ADDITIONAL_SUPPLY", "SUPPLEMENTARY_PRESCRIBING", "INDEPENDENT_PRESCRIBING"}),
        ([short("SPECIALIST_POINTS", "ADDITIONAL_SUPPLY")], "OPTOMETRIST", "SPECIALTY",
         {"ADDITIONAL_SUPPLY"}),
        ([short("SPECIALIST_POINTS", "THERAPEUTIC"), short("GENERAL_POINTS")], "OPTOMETRIST",
         "NAME", set()),
        ([short("INTERACTIVE_POINTS")], "OPTOMETRIST", "NAME", set()),
        ([short("COMPETENCY_UNITS", units_missing=("C3",))], "DISPENSING_OPTICIAN", "SPECIALTY",
         {"CONTACT_LENS"}),
        ([short("COMPETENCY_UNITS", units_missing=("C3", "D1"))], "DISPENSING_OPTICIAN", "NAME",
         set()),
        ([short("PEER_REVIEW")], "DISPENSING_OPTICIAN", "SPECIALTY", {"CONTACT_LENS"}),
        ([short("PEER_REVIEW")], "OPTOMETRIST", "NAME", set()),
    ],
)  # fmt: skip
def test_the_name_or_only_the_specialty(requirements, profession, stake, specialties):
    """E34 and E54."""
    found = at_stake(requirements, profession)
    assert (found.stake, set(found.specialties)) == (stake, specialties)


def test_an_advisory_requirement_puts_nothing_at_stake():
    assert at_stake([short("ANNUAL_MINIMUM", advisory=True)], "OPTOMETRIST") is None


def earned(*points, specialties=()):
    """36 months on the register in 2007-2009, 32 general points, and what comes after."""
    return person(
        entry("2000-01-01"),
        specialties=specialties,
        points=[point("2008-05-05", 32, "P0"), *points],
    )


def made(someone):
    return make_up(someone, CYCLES[OLD], assess(someone, CYCLES[OLD]))


def test_e32_a_shortfall_is_cured_with_no_more_than_is_missing():
    """That the rest counts for the next cycle: test_removals_held.py."""
    someone = earned(point("2010-02-01", 6, "P1"))
    found = made(someone)
    assert not found.missing
    assert [(use.reference, use.used) for use in found.uses] == [("P1", 4)]


def test_e33_on_16_march_it_is_too_late():
    assert not made(earned(point("2010-03-15", 4, "P1"))).missing
    late = made(earned(point("2010-03-16", 4, "P1")))
    assert (late.uses, [left for _requirement, left in late.missing]) == ((), [4])


def test_e34_what_is_missing_on_15_march_is_the_specialtys():
    someone = earned(
        point("2010-02-01", 6, "P1"),
        point("2008-05-05", 16, "P2", specialty="CONTACT_LENS"),
        point("2010-02-02", 1, "P3", specialty="CONTACT_LENS"),
        specialties=[held("CONTACT_LENS", "2001-01-01")],
    )
    found = made(someone)
    ((requirement, left),) = found.missing
    assert (requirement.specialty, left) == ("CONTACT_LENS", 1)
    assert at_stake([requirement], "DISPENSING_OPTICIAN").stake == "SPECIALTY"


def test_each_point_once_and_the_earliest_first():
    someone = earned(point("2010-02-03", 3, "P2"), point("2010-02-01", 3, "P1"))
    assert [(use.reference, use.used) for use in made(someone).uses] == [("P1", 3), ("P2", 1)]


def test_not_accepted_points_and_those_of_the_enhanced_scheme_cure_nothing():
    assert not made(earned(point("2010-02-01", 6, "P1", accepted=False))).uses
    someone = person(entry("2000-01-01"), points=[point("2022-02-01", 36, "P1")])
    period = CYCLES["2019-2021"]
    assert not make_up(someone, period, assess(someone, period)).uses


PRESCRIBER = person(
    entry("2000-01-01"),
    specialties=[held("INDEPENDENT_PRESCRIBING", "2010-01-01")],
    points=[
        point("2019-03-03", 36, "G", interactive=18, peer_review=True, reflection=True,
              units=tuple(f"O{each}" for each in range(1, 9))),
        point("2019-04-04", 18, "S", interactive=10, specialty="INDEPENDENT_PRESCRIBING",
              units=tuple(f"T{each}" for each in range(1, 9))),
    ],
)  # fmt: skip


def test_without_the_specialty_they_would_have_met_it():
    """A prescriber with every point, whose only peer review was not with other prescribers."""
    cycle = CYCLES["2019-2021"]
    found = assess(PRESCRIBER, cycle)
    missing = [each for each in found.requirements if not each.met and not each.advisory]
    assert [each.code for each in missing] == ["PEER_REVIEW"]
    stake = at_stake_of(PRESCRIBER, cycle, missing, "OPTOMETRIST")
    assert stake.stake == "SPECIALTY"
    assert "INDEPENDENT_PRESCRIBING" in stake.specialties
    short_of_all = replace(PRESCRIBER, points=PRESCRIBER.points[1:])
    found = assess(short_of_all, cycle)
    missing = [each for each in found.requirements if not each.met and not each.advisory]
    assert at_stake_of(short_of_all, cycle, missing, "OPTOMETRIST").stake == "NAME"
