"""What cannot be true at once is named with field and reason; an open end is nothing of that."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.rules import Voluntary, figures_as_plain, figures_from_plain, figures_of
from compliance.rules.contradictions import contradictions
from tests.compliance.people import CYCLES, DO, entry, held, person, point

LENS, IP = "CONTACT_LENS", "INDEPENDENT_PRESCRIBING"
ALWAYS = entry("2001-03-01")
PERIOD = CYCLES["2016-2018"]


def named(*entries, period=PERIOD, voluntary=None, **facts):
    who = person(*entries, **facts)
    if voluntary:
        who = replace(who, voluntary=voluntary)
    return [(each.field, each.message) for each in contradictions(who, period)]


def fields(*entries, **facts):
    return [field for field, _ in named(*entries, **facts)]


@pytest.mark.parametrize(
    "entries, specialties",
    [
        ([ALWAYS], []),
        ([entry("2001-03-01", "2010-01-01"), entry("2012-01-01")], [held(IP, "2005-01-01")]),
        ([entry("2001-03-01", "2010-01-01"), entry("2010-01-02")], []),
        (
            [entry("2001-03-01", "2010-01-01", profession=DO), entry("2010-01-02")],
            [held(LENS, "2005-01-01"), held(IP, "2011-01-01")],
        ),
        ([ALWAYS], [held(IP, "2005-01-01", "2010-01-01"), held(IP, "2009-01-01")]),
    ],
    ids=["open", "a gap", "one after the other", "changed profession", "one specialty twice"],
)
def test_what_is_no_contradiction(entries, specialties):
    assert named(*entries, specialties=specialties, points=[point("2016-01-01")]) == []


def test_entries():
    assert named() == [("entries", "There is no entry on the register.")]
    assert fields(entry("2017-01-02", "2017-01-01")) == ["entries[0].end"]
    assert fields(entry("2010-01-01"), ALWAYS) == ["entries[0].start"]
    assert fields(entry("2010-01-01", "2011-01-01"), entry("2011-01-01")) == ["entries[1].start"]
    assert fields(entry("2010-01-01", profession="OPTICIAN")) == ["entries[0].profession"]


def test_a_long_entry_overlaps_every_one_within_it():
    within = [entry("2010-01-01", "2010-02-01"), entry("2012-01-01", "2012-02-01")]
    assert fields(ALWAYS, *within) == ["entries[1].start", "entries[2].start"]


def test_specialties():
    assert fields(ALWAYS, specialties=[held(IP, "2010-01-02", "2010-01-01")]) == [
        "specialties[0].end"
    ]
    assert fields(ALWAYS, specialties=[held(LENS, "2010-01-01")]) == ["specialties[0].specialty"]
    assert fields(entry("2001-01-01", profession=DO), specialties=[held(IP, "2010-01-01")]) == [
        "specialties[0].specialty"
    ]
    assert fields(ALWAYS, specialties=[held("GLAUCOMA", "2010-01-01")]) == [
        "specialties[0].specialty"
    ]


def test_a_specialty_touches_an_entry_of_its_profession_in_the_run_of_the_cycle():
    optometrist = entry("2001-03-01", "2015-12-31")
    later = entry("2019-01-01", profession=DO)
    lens = [held(LENS, "2005-01-01")]
    for period in (CYCLES["2007-2009"], CYCLES["2013-2015"]):
        assert fields(optometrist, later, specialties=lens, period=period) == [
            "specialties[0].specialty"
        ]
    assert fields(optometrist, later, specialties=lens, period=CYCLES["2019-2021"]) == []
    assert fields(optometrist, later, specialties=lens, period=None) == []
    # Without a free day between it is one run, but what comes after the cycle is not in it.
    next_day = [entry("2001-03-01", "2018-12-31"), later]
    assert fields(*next_day, specialties=lens) == ["specialties[0].specialty"]
    gone = [entry("2001-03-01", "2009-12-31", profession=DO), entry("2012-01-01")]
    assert fields(*gone, specialties=[held(LENS, "2005-01-01", "2009-12-31")]) == []


def test_a_specialty_that_meets_no_entry_is_of_a_profession_they_had_at_some_time():
    early = held(LENS, "2010-01-01", "2015-12-31")
    late = entry("2016-01-01")
    for period in (PERIOD, CYCLES["2013-2015"], None):
        assert fields(late, specialties=[early], period=period) == ["specialties[0].specialty"]
        assert fields(entry("2016-01-01", profession=DO), specialties=[early], period=period) == []
        was = entry("2001-01-01", "2005-12-31", profession=DO)
        assert fields(was, late, specialties=[early], period=period) == []
    assert fields(specialties=[early]) == ["entries"]


def test_points():
    day = "2017-01-01"
    points = [
        point(day, 3, "P0"),
        point(day, -1, "P1", interactive=-2),
        point(day, 1, "P2", interactive=2),
        point(day, 1, "P3", units=("O1", "X1", "O9")),
        point(day, 1, "P4", kind="SPECIALIST"),
        point(day, 1, "P5", kind="GENERAL", specialty=LENS),
        point(day, 1, "P6", specialty="GLAUCOMA"),
        point(day, 1, "P7", kind="BOTH"),
        point(day, 1, "P0"),
    ]
    assert fields(ALWAYS, points=points) == [
        "points[1].total",
        "points[1].interactive",
        "points[2].interactive",
        "points[3].units[1]",
        "points[3].units[2]",
        "points[4].specialty",
        "points[5].specialty",
        "points[6].specialty",
        "points[7].kind",
        "points[8].reference",
    ]


def test_a_point_of_before_its_cycle():
    points = [point("2015-12-31", 1, "P1"), point("2016-01-01", 1, "P2")]
    assert named(ALWAYS, points=points) == [
        ("points[0].event_date", "It lies before the cycle, which starts on 2016-01-01.")
    ]
    assert named(ALWAYS, points=points, period=None) == []


def test_what_is_granted():
    granted = Voluntary(-1, ((LENS, 3), (IP, -2), ("GLAUCOMA", 1)))
    assert fields(ALWAYS, voluntary=granted) == [
        "voluntary.general",
        f"voluntary.specialist.{IP}",
        "voluntary.specialist.GLAUCOMA",
    ]


def test_the_extremes_of_the_calendar():
    first = replace(PERIOD, first_day=date.min, last_day=date.max)
    far = [entry("0001-01-01", "0001-01-02"), entry("9999-12-31", "9999-12-31")]
    assert named(*far, period=first) == []


@pytest.mark.parametrize("cycle", CYCLES.values(), ids=list(CYCLES))
def test_figures_are_kept_as_json_and_read_back(cycle):
    figures = figures_of(cycle.scheme)
    plain = figures_as_plain(figures)
    assert figures_from_plain(plain) == figures
    assert figures_from_plain({"scheme": cycle.scheme}) == figures
    assert plain["specialist_share"] == "1/2"
