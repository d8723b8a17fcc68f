"""One row after the other: the checks in their order, and what is proposed."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cet_portal.core.reading.days import read_day
from sessions_events.enums import Box, Reason
from sessions_events.rules.cells import is_formula
from sessions_events.rules.judging import Delivered, Judge
from sessions_events.rules.rows import Row
from sessions_events.rules.sentences import sentence

DAY = date(2026, 3, 4)


@dataclass
class Person:
    """Somebody on the register, as a judge sees them."""

    registrant_id: int
    number: str
    surname_key: str
    profession: str = "OPTOMETRIST"
    start: date = date(2015, 1, 1)
    end: date | None = None
    specialties: frozenset[str] = frozenset()
    former: dict[str, date] = field(default_factory=dict)

    def registered_on(self, day):
        return self.start <= day and (self.end is None or day <= self.end)

    def specialties_on(self, _day):
        return self.specialties

    def had_surname_until(self, key):
        return self.former.get(key)


MARSH = Person(1, "01-4567", "marsh")
JONES = Person(2, "01-20001", "jones", former={"hill": date(2020, 5, 1)})
LEFT = Person(3, "01-20002", "smith", end=date(2020, 1, 1))
DISPENSING = Person(4, "D-12345", "reed", profession="DISPENSING_OPTICIAN")
STUDENT = Person(5, "SO-3001", "chen", profession="STUDENT_OPTOMETRIST")
MARSH_TOO = Person(1, "D-4567", "marsh", profession="DISPENSING_OPTICIAN")
EVERYBODY = (MARSH, JONES, LEFT, DISPENSING, STUDENT)


def judge(people=EVERYBODY, **changed):
    def register(numbers):
        return {n: [p for p in people if p.number == n] for n in numbers}

    uploaded, seen = changed.pop("uploaded", ()), changed.pop("seen", None)
    delivered = Delivered(DAY, DAY, changed.pop("approved", {"OPTOMETRIST"}), **changed)
    return Judge(register, delivered, uploaded=uploaded, seen=seen)


def verdict(number, surname, people=EVERYBODY, **changed):
    row = Row(2, number, surname, completed=changed.pop("completed", ""))
    return judge(people, **changed).judge([row])[0]


@pytest.mark.parametrize(
    "number, surname, box, reason",
    [
        ("01-20001", "Jones", Box.READY, ""),
        ("01-20001", "JONES", Box.READY, ""),
        ("0120001", "Jones", Box.NOTED, Reason.SPELLING),
        ("01\u201320001", "Jones", Box.NOTED, Reason.SPELLING),
        ("01 - 20001", "Jones", Box.NOTED, Reason.SPELLING),
        ("01-20001", "Hill", Box.NOTED, Reason.FORMER_SURNAME),
        ("d-12345", "Reed", Box.UNDECIDED, Reason.AUDIENCE),
        ("Jan-67", "Marsh", Box.UNDECIDED, Reason.PROPOSAL),
        ("120001", "Hill", Box.UNDECIDED, Reason.PROPOSAL),
        ("Marsh", "01-4567", Box.UNDECIDED, Reason.SWAPPED),
        ("Marsh", "1-4567", Box.UNDECIDED, Reason.SWAPPED),
        ("", "Jones", Box.UNUSABLE, Reason.INCOMPLETE),
        ("01-20001", " ", Box.UNUSABLE, Reason.INCOMPLETE),
        ("x", "Jones", Box.UNUSABLE, Reason.NO_NUMBER),
        ("01-99999", "Jones", Box.UNUSABLE, Reason.UNKNOWN_NUMBER),
        ("01-20001", "Marsh", Box.UNUSABLE, Reason.SURNAME),
        ("01-20001", "&", Box.UNUSABLE, Reason.SURNAME),
        ("01-20002", "Smith", Box.UNUSABLE, Reason.NOT_REGISTERED),
        ("SO-3001", "Chen", Box.UNUSABLE, Reason.STUDENT),
        ("Chen", "SO-3001", Box.UNUSABLE, Reason.NO_NUMBER),
        ("120002", "Smith", Box.UNUSABLE, Reason.UNKNOWN_NUMBER),
    ],
)
def test_each_row_lands_in_its_box(number, surname, box, reason):
    found = verdict(number, surname)

    assert (found.box, found.reason) == (box, reason)
    assert sentence(found.reason, found.detail) or not reason


@pytest.mark.parametrize("cell", ["=1+1", "+SUM(A1)", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_formulas_are_unusable(cell):
    assert is_formula(cell)
    assert verdict(cell, "Jones").reason == verdict("01-20001", cell).reason == Reason.FORMULA


@pytest.mark.parametrize("cell", ["\tx", "\rx", "+44", "-2"])
def test_what_a_spreadsheet_would_take_for_a_formula(cell):
    assert is_formula(cell)
    assert verdict(cell, "Jones").box == Box.UNUSABLE


def test_a_plain_cell_is_no_formula():
    assert not is_formula("01-20001")


def test_a_number_that_has_lost_what_stood_before_it_is_proposed():
    assert verdict("-4567", "Marsh").reason == Reason.PROPOSAL


def test_a_surname_without_a_key_matches_nobody():
    """Not even somebody on the register whose surname has none."""
    assert verdict("01-1234", "&", [Person(9, "01-1234", "")]).reason == Reason.SURNAME


def test_two_people_who_fit_are_none():
    people = [Person(1, "01-20001", "marsh"), Person(2, "D-20001", "marsh")]

    assert verdict("20001", "Marsh", people).box == Box.UNUSABLE


def test_one_person_with_two_numbers_is_one():
    found = verdict("4567", "Marsh", [MARSH, MARSH_TOO])

    assert (found.box, found.entry.registrant_id) == (Box.UNDECIDED, 1)


def test_one_person_under_two_numbers_is_known_the_second_time():
    rows = [Row(2, "01-4567", "Marsh"), Row(3, "D-4567", "Marsh")]
    approved = {"OPTOMETRIST", "DISPENSING_OPTICIAN"}

    found = judge([MARSH, MARSH_TOO], approved=approved).judge(rows)

    assert [each.reason for each in found] == ["", Reason.TWICE]
    assert found[1].detail == {"line": 2}


def test_a_proposal_is_taken_as_what_it_proposes():
    row = Row(2, "01/01/4567", "Marsh")
    found = judge().take_proposal(row)

    assert (found.box, found.reason, found.entry) == (Box.NOTED, Reason.SPELLING, MARSH)
    assert sentence(found.reason, found.detail) == "Read as 01-4567."


def test_a_proposal_says_what_has_happened():
    found = verdict("Jan-67", "Marsh")

    assert sentence(found.reason, found.detail) == (
        "Is it 01-4567? It looks as if a spreadsheet has turned it into a date."
    )


def test_a_proposal_for_somebody_known_already_is_known():
    assert verdict("Jan-67", "Marsh", uploaded=[1]).reason == Reason.UPLOADED
    assert verdict("Jan-67", "Marsh", seen={1: 7}).reason == Reason.TWICE


def test_general_points_are_given_to_somebody_of_another_audience():
    found = judge().give_general(Row(2, "D-12345", "Reed"))

    assert (found.box, found.audience) == (Box.READY, "DISPENSING_OPTICIAN")


def test_a_number_of_several_periods_is_judged_by_the_day():
    earlier = Person(1, "01-20001", "marsh", end=date(2018, 1, 1))
    now = Person(1, "01-20001", "marsh", start=date(2021, 1, 1))

    assert verdict("01-20001", "Marsh", [earlier, now]).entry is now


@pytest.mark.parametrize(
    "completed, box, reason",
    [
        ("15/01/2026", Box.READY, ""),
        ("2026-01-15 00:00:00", Box.READY, ""),
        ("", Box.NOTED, Reason.DAY_ASSUMED),
        ("soon", Box.UNUSABLE, Reason.NO_DAY),
        ("15/01/2027", Box.UNUSABLE, Reason.OTHER_DAY),
    ],
)
def test_days_of_completion_of_distance_learning(completed, box, reason):
    def register(numbers):
        return {"01-20001": [JONES]} if "01-20001" in numbers else {}

    delivered = Delivered(date(2026, 1, 1), DAY, {"OPTOMETRIST"}, distance=True, otherwise=DAY)
    found = Judge(register, delivered).judge([Row(2, "01-20001", "Jones", completed)])[0]

    assert (found.box, found.reason) == (box, reason)


@pytest.mark.parametrize(
    "text", ["31/12/2026", "31.12.26", "2026-12-31T10:00:00Z", "31 Dec 2026", "31-December-2026"]
)
def test_days_in_many_spellings(text):
    known = read_day(text.replace("December", "Dec"))

    assert known == date(2026, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "5th November 2026",
        "November 5, 2026",
        "05-Nov-2026 14:30",
        "Thu 5 Nov 2026",
        "Thursday, 5th November 2026",
        "46331",
        "46331.604",
        "05/11/2026",
    ],
)
def test_a_day_that_can_be_read_in_one_way_is_read(text):
    assert read_day(text) == date(2026, 11, 5)


@pytest.mark.parametrize(
    "text",
    [
        "11/25/2026",
        "November 2026",
        "5 November",
        "31 November 2026",
        "5 Marchember 2026",
        "12345",
        "999999",
        "Nov 5 6 2026",
        "maybe",
        "May 2026 was fine",
        "x" * 500 + " 5 Nov 2026",
    ],
)
def test_a_day_that_may_be_another_is_none(text):
    assert read_day(text) is None


@given(st.text(max_size=60))
def test_no_text_trips_the_reading_of_days(text):
    assert read_day(text) is None or isinstance(read_day(text), date)
