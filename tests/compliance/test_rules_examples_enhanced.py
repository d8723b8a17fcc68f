"""The worked examples of the enhanced scheme, by their numbers."""

from dataclasses import dataclass

import pytest

from tests.compliance.people import CYCLES, DO, entry, held, point
from tests.compliance.test_rules_examples import (
    ALWAYS,
    C8,
    D8,
    DISPENSING,
    IP,
    LENS,
    O8,
    WITH_LENS,
    general,
    judged,
    specialist,
    sums,
)


@pytest.mark.parametrize(
    "cycle, since, profession, of_general, interactive",
    [
        pytest.param("2016-2018", "2017-01-16", "OPTOMETRIST", 23, 11, id="E43"),
        pytest.param("2019-2021", "2019-09-16", DO, 27, 13, id="E44"),
        pytest.param("2013-2015", "2015-05-20", "OPTOMETRIST", 7, 3, id="E45"),
    ],
)
def test_e43_to_e45_joiners(cycle, since, profession, of_general, interactive):
    found = sums(judged(cycle, entry(since, profession=profession)))
    assert found["GENERAL_POINTS", None] == (of_general, 0)
    assert found["INTERACTIVE_POINTS", None] == (interactive, 0)


@dataclass
class Whole:
    """Everything that a cycle of the enhanced scheme asks, in one line of the ledger."""

    cycle: str = "2013-2015"
    total: int = 36
    interactive: int = 18
    units: tuple = O8
    peer_review: bool = True
    reflection: bool = True
    standards_of_practice: bool = False
    entries: tuple = (ALWAYS,)

    @property
    def result(self):
        line = point(
            CYCLES[self.cycle].first_day.isoformat(),
            self.total,
            interactive=self.interactive,
            units=self.units,
            peer_review=self.peer_review,
            reflection=self.reflection,
            standards_of_practice=self.standards_of_practice,
        )
        return judged(self.cycle, *self.entries, points=[line])

    @property
    def short_of(self):
        return [
            (each.code, each.shortfall)
            for each in self.result.requirements
            if not each.met and not each.advisory
        ]


def test_what_the_next_examples_lack_one_thing_of():
    assert Whole().result.met


@pytest.mark.parametrize(
    "whole, short_of",
    [
        pytest.param(Whole(total=40, interactive=17), [("INTERACTIVE_POINTS", 1)], id="E46"),
        pytest.param(Whole(units=O8[:7]), [("COMPETENCY_UNITS", 1)], id="E47"),
        pytest.param(Whole(peer_review=False), [("PEER_REVIEW", 1)], id="E48"),
        pytest.param(Whole(entries=(DISPENSING,), units=D8, peer_review=False), [], id="E49"),
        pytest.param(Whole(cycle="2016-2018"), [("STANDARDS_OF_PRACTICE", 1)], id="E63"),
        pytest.param(Whole(cycle="2016-2018", standards_of_practice=True), [], id="E63 met"),
    ],
)
def test_e46_to_e49_and_e63_one_thing_is_missing(whole, short_of):
    assert whole.short_of == short_of
    assert whole.result.met is (not short_of)


def test_e50_without_a_reflection_statement_neither_points_nor_the_peer_review_count():
    result = Whole(reflection=False).result
    assert [(each.reference, each.reason) for each in result.not_counted] == [
        ("P1", "NO_REFLECTION")
    ]
    assert {each.obtained for each in result.requirements} == {0}


def lens_optician(*points):
    return judged("2013-2015", DISPENSING, specialties=[WITH_LENS], points=points)


def lens_points(total, **changed):
    return point("2014-01-01", total, "S", specialty=LENS, units=(*D8, *C8), **changed)


PEER = {"peer_review": True, "reflection": True}


def test_e51_18_and_18_is_enough():
    result = lens_optician(
        lens_points(18, interactive=10, **PEER), point("2014-01-01", 18, "G", interactive=8)
    )
    assert result.met


def test_e52_lens_points_beyond_the_half_do_not_help():
    result = lens_optician(lens_points(20, interactive=18, **PEER), point("2014-01-01", 16, "G"))
    assert general(result) == (18, 16)
    assert not result.met


def test_e53_peer_review_of_other_cases_does_not_do():
    result = lens_optician(
        lens_points(18, interactive=10), point("2014-01-01", 18, "G", interactive=8, **PEER)
    )
    assert sums(result)["PEER_REVIEW", None] == (1, 0)
    assert not result.met


def test_e55_therapeutic_from_june_2019():
    result = judged("2019-2021", ALWAYS, specialties=[held(IP, "2019-06-10")])
    assert general(result) == (36, 0)
    assert specialist(result, "THERAPEUTIC") == (15, 0)


def test_e56_contact_lens_from_july_2020():
    result = judged("2019-2021", DISPENSING, specialties=[held(LENS, "2020-07-01")])
    assert general(result) == (27, 0)
    assert specialist(result) == (9, 0)


def annual(result):
    return {
        each.year: (each.required, each.obtained, each.met)
        for each in result.requirements
        if each.code == "ANNUAL_MINIMUM"
    }


def test_e57_a_year_without_points_does_not_decide_the_cycle():
    result = Whole().result
    assert annual(result) == {2013: (6, 36, True), 2014: (6, 0, False), 2015: (6, 0, False)}
    assert result.met


def test_e58_pending_points_are_not_there_yet():
    points = [point("2013-03-01", 5, "P1"), point("2013-03-01", 4, "P2", accepted=False)]
    assert annual(judged("2013-2015", ALWAYS, points=points))[2013] == (6, 5, False)


def test_e59_points_of_any_kind_make_a_year():
    assert annual(lens_optician(lens_points(6)))[2014] == (6, 6, True)


def test_e60_and_e61_2020_was_waived_and_2021_was_not():
    points = [point("2019-05-01", 32, "P1"), point("2021-05-01", 5, "P2")]
    result = judged("2019-2021", ALWAYS, points=points)
    assert general(result) == (36, 37)
    assert annual(result) == {2019: (6, 32, True), 2020: (0, 0, True), 2021: (6, 5, False)}


def test_e62_half_the_months_of_the_year_of_joining():
    assert annual(judged("2013-2015", entry("2015-05-20"))) == {2015: (3, 0, False)}


def test_e66_part_of_a_line_is_interactive():
    result = judged("2013-2015", ALWAYS, points=[point("2014-01-01", 5, interactive=4)])
    found = sums(result)
    assert found["GENERAL_POINTS", None] == (36, 5)
    assert found["INTERACTIVE_POINTS", None] == (18, 4)
