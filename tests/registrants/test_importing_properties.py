"""Any register: taken over, and sent again, it has no differences."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from registrants.rules.importing.columns import HEADINGS, layout_of
from registrants.rules.importing.comparing import compare
from registrants.rules.importing.known import (
    Known,
    KnownEntry,
    KnownPerson,
    KnownSpecialty,
    Plan,
)
from registrants.rules.importing.rows import read_row

OF_DAY = date(2027, 6, 1)
LAYOUT = layout_of(HEADINGS.values())
DAYS = st.dates(date(2000, 1, 1), date(2027, 7, 1)).map(date.isoformat)
PREFIXES = {
    "01": "optometrist",
    "D": "dispensing optician",
    "SO": "student optometrist",
    "SD": "student dispensing optician",
}
NUMBERS = st.builds("{}-{}".format, st.sampled_from(sorted(PREFIXES)), st.integers(1000, 1006))
LINES = st.fixed_dictionaries(
    {
        "number": NUMBERS,
        "previous": st.one_of(st.just(""), st.just(""), NUMBERS, st.just("none")),
        "forenames": st.sampled_from(["Ada", "Ben", "Zoë"]),
        "surname": st.sampled_from(["Marsh", "O'Neil", "ONeil", "Bell", ""]),
        "born": st.sampled_from(["1970-01-01", "1981-02-03", "31/12/1975", "gone"]),
        "register": st.just(""),
        "start": DAYS,
        "end": st.one_of(st.just(""), st.just(""), DAYS),
        "CONTACT_LENS:from": st.one_of(st.just(""), DAYS),
        "INDEPENDENT_PRESCRIBING:from": st.one_of(st.just(""), DAYS),
        "INDEPENDENT_PRESCRIBING:to": st.one_of(st.just(""), DAYS),
    }
)
FILES = st.lists(LINES, max_size=12)
HELD = ("CONTACT_LENS", "INDEPENDENT_PRESCRIBING")


def read(file):
    names = list(HEADINGS)
    return [
        read_row(number, [line.get(name, "") for name in names], LAYOUT, OF_DAY)
        for number, line in enumerate(file, start=2)
    ]


def compared(file, people, kind="FULL") -> Plan:
    return compare(read(file), Known(people), kind=kind, of_day=OF_DAY, specialties=HELD)


def after(people: list[KnownPerson], plan: Plan) -> list[KnownPerson]:
    """The register once the plan is taken over, as `services.importing.applying` writes it."""
    known = {person.key: person for person in people}
    next_key = 1 + max((e.key for p in people for e in (*p.entries, *p.specialties)), default=0)
    given = {handle: len(known) + n for n, (handle, *_) in enumerate(plan.people_new, start=1)}
    for handle, *facts in plan.people_new:
        known[given[handle]] = KnownPerson(given[handle], *facts)
    for key, *facts in plan.people_changed:
        person = known[key]
        person.forenames, person.surname, person.surname_key, person.born = facts
    for key, _name, surname_key, _until in plan.former:
        known[key].former.add(surname_key)
    entries = {e.key: e for p in known.values() for e in p.entries}
    for key, register, start, end in plan.entries_changed:
        entries[key].register, entries[key].start, entries[key].end = register, start, end
    held = {s.key: s for p in known.values() for s in p.specialties}
    for key, start, end in plan.specialties_changed:
        held[key].start, held[key].end = start, end
    for handle, register, number, start, end in plan.entries_new:
        person = given.get(handle, handle)
        known[person].entries.append(KnownEntry(next_key, person, number, register, start, end))
        next_key += 1
    for handle, specialty, start, end in plan.specialties_new:
        person = given.get(handle, handle)
        known[person].specialties.append(KnownSpecialty(next_key, person, specialty, start, end))
        next_key += 1
    return list(known.values())


def shown(plan: Plan) -> list:
    """What a plan changes; rows that make no sense change nothing."""
    return [found for found in plan.found if found.differences != ["SENSELESS"]]


@given(FILES)
@settings(max_examples=300)
def test_a_register_that_was_taken_over_has_no_differences_when_sent_again(file):
    people = after([], compared(file, []))
    again = compared(file, people)
    assert shown(again) == []
    assert not again.touched


@given(FILES, FILES)
@settings(max_examples=300)
def test_whatever_was_there_before_the_same_file_twice_changes_nothing_more(earlier, file):
    people = after([], compared(earlier, []))
    people = after(people, compared(file, people))
    again = compared(file, people)
    assert shown(again) == []


def test_a_row_without_sense_is_about_nobody_whose_date_of_birth_the_file_corrects():
    line = dict.fromkeys(HEADINGS, "") | {"forenames": "Ada", "born": "1970-01-01"}
    marsh = line | {"number": "01-1000", "surname": "Marsh", "start": "2000-01-01"}
    oneil = line | {"number": "01-1001", "surname": "O'Neil", "start": "2000-01-02"}
    corrected = oneil | {"born": "1981-02-03", "start": "2000-01-01", "end": "2000-01-01"}
    file = [marsh, marsh | {"surname": "O'Neil"}, corrected]

    plan = compared(file, people := after([], compared([marsh, oneil], [])))
    again = compared(file, after(people, plan))

    assert [each.differences for each in shown(plan)] == [["CHANGED"], ["LEFT"]]
    assert shown(again) == []


@given(FILES, FILES)
@settings(max_examples=300)
def test_no_import_makes_two_entries_of_a_person_overlap_or_end_before_they_begin(earlier, file):
    people: list[KnownPerson] = []
    for each in (earlier, file):
        people = after(people, compared(each, people))
    for person in people:
        periods = sorted((entry.start, entry.end or date.max) for entry in person.entries)
        assert all(start <= end for start, end in periods)
        for (_start, end), (start, _end) in zip(periods, periods[1:], strict=False):
            assert end < start
    numbers = [(entry.number, entry.start) for person in people for entry in person.entries]
    assert len(numbers) == len(set(numbers))


@given(FILES)
@settings(max_examples=100)
def test_every_row_is_accounted_for(file):
    plan = compared(file, [])
    lines = {found.line for found in plan.found}
    assert len(lines) + plan.unchanged == plan.rows == len(file)


def test_the_day_before_the_file_is_the_last_one_of_who_left():
    file = [{"number": "01-1000", "forenames": "Ada", "surname": "Marsh", "born": "1970-01-01"}]
    file[0]["start"] = "2015-01-01"
    people = after([], compared(file, []))
    (gone,) = compared([], people).entries_changed
    assert gone[-1] == OF_DAY - timedelta(days=1)
