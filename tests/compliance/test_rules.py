"""General points: the worked examples of the scheme's sources, and each reason not to count."""

from datetime import date

import pytest

from compliance.rules import assess
from tests.compliance.people import CYCLES, DO, entry, held, person, point

LENS = "CONTACT_LENS"
IP = "INDEPENDENT_PRESCRIBING"

REQUIRED = [
    # name, cycle, entries, specialties, general points required
    ("E01", "2005-2006", [entry("2001-03-01")], [], 36),
    ("E02", "2005-2006", [entry("2005-07-01")], [], 18),
    ("E03", "2005-2006", [entry("2005-07-20")], [], 17),
    ("E04", "2005-2006", [entry("2001-03-01", "2006-09-14")], [], 28),
    (
        "E05 a specialty costs no general points",
        "2005-2006",
        [entry("2001-03-01", profession=DO)],
        [held(LENS, "2001-03-01")],
        36,
    ),
    ("E19", "2007-2009", [entry("2001-03-01")], [], 36),
    ("E20", "2010-2012", [entry("2001-03-01", profession=DO)], [held(LENS, "2001-03-01")], 36),
    ("E21", "2007-2009", [entry("2008-03-15")], [], 21),
    ("E23", "2007-2009", [entry("2008-03-01")], [], 22),
    ("E24", "2007-2009", [entry("2009-12-02")], [], 0),
    ("E25", "2007-2009", [entry("2009-12-01")], [], 1),
    ("E26", "2010-2012", [entry("2001-03-01")], [held(IP, "2010-02-06")], 36),
    (
        "E35",
        "2010-2012",
        [entry("2001-03-01", "2010-04-01", number="01-1000"), entry("2011-05-12")],
        [],
        19,
    ),
    ("E36", "2010-2012", [entry("2010-01-15", "2010-03-14")], [], 1),
    ("E43", "2016-2018", [entry("2017-01-16")], [], 23),
    ("E44", "2019-2021", [entry("2019-09-16", profession=DO)], [], 27),
    ("E45", "2013-2015", [entry("2015-05-20")], [], 7),
    ("E51", "2016-2018", [entry("2001-03-01", profession=DO)], [held(LENS, "2001-03-01")], 18),
    ("E54", "2019-2021", [entry("2001-03-01")], [held(IP, "2001-03-01")], 36),
    ("E55", "2019-2021", [entry("2001-03-01")], [held(IP, "2019-06-10")], 36),
    ("E56", "2019-2021", [entry("2001-03-01", profession=DO)], [held(LENS, "2020-07-01")], 27),
    (
        "a half is dropped from what is owed as lens points",
        "2019-2021",
        [entry("2001-03-01", profession=DO)],
        [held(LENS, "2020-06-01")],
        27,
    ),
    (
        "entries without a free day are one run",
        "2016-2018",
        [entry("2001-03-01", "2017-06-15", number="01-1000"), entry("2017-06-16")],
        [],
        36,
    ),
    (
        "the last run counts",
        "2016-2018",
        [entry("2001-03-01", "2017-06-15"), entry("2017-06-17")],
        [],
        18,
    ),
    (
        "lens intervals without a free day are one",
        "2019-2021",
        [entry("2001-03-01", profession=DO)],
        [held(LENS, "2001-03-01", "2020-05-14"), held(LENS, "2020-05-15")],
        18,
    ),
    (
        "the profession is the last one held",
        "2019-2021",
        [entry("2001-03-01", "2020-05-14", profession=DO), entry("2020-05-15")],
        [held(LENS, "2001-03-01", "2020-05-14")],
        36,
    ),
]


@pytest.mark.parametrize(
    "cycle, entries, specialties, required",
    [row[1:] for row in REQUIRED],
    ids=[row[0] for row in REQUIRED],
)
def test_required(cycle, entries, specialties, required):
    result = assess(person(*entries, specialties=specialties), CYCLES[cycle])
    assert result.requirement("GENERAL_POINTS").required == required
    assert result.met is (required == 0)


def general(points, *, cycle="2016-2018", entries=None, specialties=(), **options):
    entries = entries or [entry("2001-03-01")]
    found = assess(
        person(*entries, specialties=specialties, points=points), CYCLES[cycle], **options
    )
    return found.requirement("GENERAL_POINTS"), found


def test_e37_only_what_is_accepted_counts():
    points = [
        point("2011-04-01", 34, "P1"),
        point("2011-05-01", 2, "P2", accepted=False),
    ]
    requirement, result = general(points, cycle="2010-2012")
    assert (requirement.obtained, requirement.shortfall, requirement.met) == (34, 2, False)
    assert result.counted == ("P1",)
    assert [(each.reference, each.reason) for each in result.not_counted] == [
        ("P2", "NOT_ACCEPTED")
    ]


def test_e30_specialist_points_are_not_general_points():
    points = [point("2008-04-01", 30), point("2008-05-01", 24, "P2", specialty=LENS)]
    requirement, result = general(
        points,
        cycle="2007-2009",
        entries=[entry("2001-03-01", profession=DO)],
        specialties=[held(LENS, "2001-03-01")],
    )
    assert requirement.shortfall == 6
    assert result.counted == ("P1", "P2")


def test_e31_and_e64_nothing_is_carried_forward():
    assert general([point("2008-04-01", 45)], cycle="2010-2012")[0].obtained == 0
    assert general([point("2017-04-01", 56)], cycle="2019-2021")[0].obtained == 0


def test_e35_points_of_the_old_number_count_for_nothing():
    entries = [entry("2001-03-01", "2010-04-01", number="01-1000"), entry("2011-05-12")]
    points = [
        point("2010-02-01", 5, "before", number="01-1000"),
        point("2011-06-01", 5, "old", number="01-1000"),
        point("2011-06-01", 7, "new"),
    ]
    requirement, result = general(points, cycle="2010-2012", entries=entries)
    assert requirement.obtained == 7
    assert [each.reason for each in result.not_counted] == ["OUTSIDE_REGISTRATION", "OTHER_NUMBER"]


def test_e50_peer_review_needs_a_reflection_statement():
    points = [
        point("2017-02-01", 3, "without", peer_review=True),
        point("2017-02-01", 3, "with", peer_review=True, reflection=True),
    ]
    requirement, result = general(points)
    assert requirement.obtained == 3
    assert [(each.reference, each.reason) for each in result.not_counted] == [
        ("without", "NO_REFLECTION")
    ]
    assert general([point("2008-02-01", 3, peer_review=True)], cycle="2007-2009")[0].obtained == 3


def test_e52_lens_points_beyond_the_half_do_not_help():
    points = [point("2017-02-01", 20, "P1", specialty=LENS), point("2017-03-01", 16, "P2")]
    requirement, result = general(
        points,
        entries=[entry("2001-03-01", profession=DO)],
        specialties=[held(LENS, "2001-03-01")],
    )
    assert (requirement.required, requirement.shortfall, result.met) == (18, 2, False)


def test_e57_points_of_one_year_meet_the_cycle():
    assert general([point("2013-05-01", 36)], cycle="2013-2015")[0].met


@pytest.mark.parametrize(
    "day, reason",
    [
        ("2015-12-31", "OUTSIDE_CYCLE"),
        ("2016-01-01", None),
        ("2018-12-31", None),
        ("2019-01-01", "OUTSIDE_CYCLE"),
    ],
)
def test_the_event_date_decides_the_cycle(day, reason):
    result = general([point(day)])[1]
    assert [each.reason for each in result.not_counted] == ([reason] if reason else [])


def test_points_after_the_day_asked_for_do_not_count_yet():
    points = [point("2017-05-04", 3, "P1"), point("2017-05-05", 3, "P2")]
    requirement, _ = general(points, as_at=date(2017, 5, 4))
    assert (requirement.required, requirement.obtained) == (36, 3)


@pytest.mark.parametrize(
    "specialty, cycle, counts",
    [
        ("SUPPLEMENTARY_PRESCRIBING", "2007-2009", True),  # the three are one from 2007
        ("SUPPLEMENTARY_PRESCRIBING", "2005-2006", False),
        ("CONTACT_LENS", "2007-2009", False),
    ],
)
def test_specialist_points_need_the_specialty_on_the_day(specialty, cycle, counts):
    day = CYCLES[cycle].last_day.isoformat()
    result = general(
        [point(day, specialty=specialty)], cycle=cycle, specialties=[held(IP, "2001-03-01")]
    )[1]
    assert [each.reason for each in result.not_counted] == (
        [] if counts else ["SPECIALTY_NOT_HELD"]
    )


def test_who_was_not_on_the_register_has_nothing_to_meet():
    result = assess(
        person(entry("2001-03-01", "2015-12-31"), points=[point("2017-01-01")]),
        CYCLES["2016-2018"],
    )
    assert result.met
    assert result.requirements == ()
    assert [each.reason for each in result.not_counted] == ["OUTSIDE_REGISTRATION"]


@pytest.mark.parametrize(
    "cycle, entries, specialties, points, words",
    [
        ("2016-2018", [entry("2017-01-16")], [], [point("2017-05-04", 3)],
         "23 whole months on the register (February 2017 to December 2018), 1 point for each: 23. "
         "3 points count, so 20 are missing."),
        ("2005-2006", [entry("2001-03-01")], [], [point("2006-05-04", 36)],
         "18 whole months on the register (July 2005 to December 2006), 2 points for each, with an "
         "entry on 30 June 2005: 36. 36 points count, so this is met."),
        ("2019-2021", [entry("2001-03-01", profession=DO)], [held(LENS, "2020-07-01")],
         [point("2020-05-04", 26)],
         "36 whole months on the register (January 2019 to December 2021), 1 point for each, less "
         "9 owed as contact lens points (half of 18 whole months with the specialty): 27. "
         "26 points count, so 1 is missing."),
        ("2007-2009", [entry("2009-12-02")], [], [],
         "No whole month on the register in this cycle, so no points are required. "
         "0 points count, so this is met."),
    ],
)  # fmt: skip
def test_the_explanation_does_the_sum(cycle, entries, specialties, points, words):
    result = assess(person(*entries, specialties=specialties, points=points), CYCLES[cycle])
    assert result.requirement("GENERAL_POINTS").explanation == words


def explained(cycle, *entries, specialties=()):
    found = assess(person(*entries, specialties=specialties), CYCLES[cycle]).requirements
    return {(each.code, each.year): each.explanation for each in found}


def test_every_explanation_of_months_names_them():
    said = explained("2016-2018", entry("2017-01-16"), specialties=[held(IP, "2017-02-01")])
    assert said["SPECIALIST_POINTS", None].startswith(
        "Half of 23 whole months with the specialty (February 2017 to December 2018): 11, for half "
        "a point is dropped. "
    )
    assert said["INTERACTIVE_POINTS", None].startswith(
        "Half of 23 whole months on the register (February 2017 to December 2018): 11, for half "
        "a point is dropped. "
    )
    assert said["ANNUAL_MINIMUM", 2017].startswith(
        "Half of 11 whole months on the register in 2017 (February to December): 5, for half a "
        "point is dropped. "
    )


def test_every_stretch_with_a_specialty_is_named():
    twice = [held(IP, "2007-01-01", "2007-03-31"), held(IP, "2009-12-01")]
    said = explained("2007-2009", entry("2001-03-01"), specialties=twice)
    assert said["SPECIALIST_POINTS", None].startswith(
        "Half of 4 whole months with the specialty (January 2007 to March 2007, December 2009): 2."
    )
    never = [held(IP, "2009-12-02")]
    said = explained("2007-2009", entry("2001-03-01"), specialties=never)
    assert said["SPECIALIST_POINTS", None].startswith(
        "Half of 0 whole months with the specialty: 0."
    )
