"""What must hold for everybody."""

import re
from dataclasses import replace
from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules import Entry, Held, Person, Point, Voluntary, assess, changed
from compliance.rules.assessing import is_met
from compliance.rules.plain import plain, written
from tests.compliance.people import CYCLES

cycles = st.sampled_from(list(CYCLES.values()))
days = st.dates(date(2004, 1, 1), date(2022, 12, 31))
numbers = st.sampled_from(["01-20001", "01-20002"])
professions = st.sampled_from(["OPTOMETRIST", "DISPENSING_OPTICIAN"])
specialties = st.sampled_from(["CONTACT_LENS", "INDEPENDENT_PRESCRIBING", "ADDITIONAL_SUPPLY"])
units = st.sampled_from(["O1", "O2", "O8", "D1", "D8", "C1", "T7"])
lengths = st.none() | st.integers(0, 3000)


def _end(start: date, length: int | None) -> date | None:
    return None if length is None else start + timedelta(days=length)


entries = st.builds(
    lambda profession, number, start, length: Entry(profession, number, start, _end(start, length)),
    professions,
    numbers,
    days,
    lengths,
)
helds = st.builds(
    lambda specialty, start, length: Held(specialty, start, _end(start, length)),
    specialties,
    days,
    lengths,
)
points = st.builds(
    lambda specialty, total, part, **values: Point(
        kind="SPECIALIST" if specialty else "GENERAL",
        specialty=specialty,
        total=total,
        interactive=min(part, total),
        **values,
    ),
    specialty=st.none() | specialties,
    total=st.integers(1, 9),
    part=st.integers(0, 9),
    reference=st.integers(1, 10**6).map(lambda number: f"P{number}"),
    event_date=days,
    accepted=st.booleans(),
    number=numbers,
    units=st.lists(units, max_size=2).map(tuple),
    peer_review=st.booleans(),
    reflection=st.booleans(),
    standards_of_practice=st.booleans(),
)
granted = st.builds(
    Voluntary,
    st.integers(0, 30),
    st.lists(st.tuples(specialties, st.integers(0, 15)), max_size=2).map(tuple),
)
people = st.builds(
    Person,
    st.lists(entries, max_size=3).map(tuple),
    st.lists(helds, max_size=2).map(tuple),
    st.lists(points, max_size=6, unique_by=lambda point: point.reference).map(tuple),
    granted,
)


def by_key(result):
    return {(each.code, each.specialty, each.year): each for each in result.requirements}


@given(people, cycles, points)
def test_one_more_accepted_point_never_makes_anything_worse(person, cycle, point):
    more = replace(person, points=(*person.points, changed(point, accepted=True)))
    before, after = assess(person, cycle), assess(more, cycle)
    assert after.met or not before.met
    assert by_key(before).keys() == by_key(after).keys()
    for old, new in zip(before.requirements, after.requirements, strict=True):
        assert new.required == old.required
        assert new.obtained >= old.obtained
        assert len(new.units_missing) <= len(old.units_missing)


@given(people, cycles, st.randoms())
def test_the_order_of_the_facts_does_not_matter(person, cycle, random):
    shuffled = replace(
        person,
        entries=tuple(random.sample(person.entries, len(person.entries))),
        specialties=tuple(random.sample(person.specialties, len(person.specialties))),
        points=tuple(random.sample(person.points, len(person.points))),
    )
    one, other = assess(person, cycle), assess(shuffled, cycle)
    assert [changed(each, points=()) for each in one.requirements] == [
        changed(each, points=()) for each in other.requirements
    ]
    assert sorted(one.counted) == sorted(other.counted)
    assert one.met == other.met


@given(entries, st.lists(helds, max_size=2), st.integers(0, 3000), st.integers(0, 3000), cycles)
def test_a_longer_registration_never_lowers_the_requirement(entry, held, length, longer, cycle):
    entry = changed(entry, end=entry.start + timedelta(days=length))
    extended = changed(entry, end=entry.end + timedelta(days=longer))
    earlier = changed(entry, start=entry.start - timedelta(days=longer))
    short = by_key(assess(Person((entry,), tuple(held)), cycle))
    for longer_entry in (extended, earlier):
        long = by_key(assess(Person((longer_entry,), tuple(held)), cycle))
        for key, requirement in short.items():
            assert long[key].required >= requirement.required


@given(people, cycles)
def test_nothing_not_accepted_counts(person, cycle):
    without = replace(person, points=tuple(point for point in person.points if point.accepted))
    assert assess(person, cycle).requirements == assess(without, cycle).requirements
    none = replace(person, points=tuple(changed(each, accepted=False) for each in person.points))
    assert assess(none, cycle).counted == ()


@given(people, cycles)
def test_who_asks_only_whether_it_is_met_hears_the_same(person, cycle):
    assert is_met(person, cycle) == assess(person, cycle).met


@given(people, cycles, st.none() | st.integers() | st.text(max_size=9))
def test_what_is_written_is_what_is_told(person, cycle, identity):
    found = assess(person, cycle)
    line = written(identity, found, met=found.met)
    assert line == msgspec.json.encode({"id": identity, **plain(found)})


@given(people, cycles)
def test_every_point_is_counted_or_has_a_reason(person, cycle):
    result = assess(person, cycle)
    told = [*result.counted, *(each.reference for each in result.not_counted)]
    assert sorted(told) == sorted(point.reference for point in person.points)
    for each in result.requirements:
        assert each.required >= 0
        assert each.shortfall == max(0, each.required - each.obtained)
        assert set(each.satisfied_by) <= set(result.counted)


@given(people, cycles)
def test_the_points_that_satisfied_it_add_up(person, cycle):
    totals = {point.reference: point.total for point in person.points}
    parts = {point.reference: point.interactive for point in person.points}
    for each in assess(person, cycle).requirements:
        of = parts if each.code == "INTERACTIVE_POINTS" else totals
        there = sum(of[reference] for reference in each.satisfied_by)
        if cycle.scheme == "INITIAL_2005":  # granted points have no reference
            continue
        if each.code in {"PEER_REVIEW", "STANDARDS_OF_PRACTICE"}:
            assert each.obtained == len(each.satisfied_by)
        elif each.code == "COMPETENCY_UNITS":
            assert each.obtained == each.required - len(each.units_missing)
        else:
            assert each.obtained == there


SUM = re.compile(r": (\d+)(?:, for half a point is dropped)?\. ")
EACH = re.compile(r"^(\d+) whole months? .*, (\d+) points? for each(?:, less (\d+) owed)?")
HALF = re.compile(r"(?:Half|half) of (\d+) whole months?")
THERE = re.compile(r"(\d+) (?:\w+ )?(?:points? counts?|counts?)\b")
SHORT = re.compile(r"so (\d+) (?:is|are) missing")


@given(people, cycles)
def test_the_arithmetic_of_the_explanation_gives_the_figures(person, cycle):
    for each in assess(person, cycle).requirements:
        said = each.explanation
        short = SHORT.search(said)
        assert (int(short[1]) if short else 0) == each.shortfall
        assert ("so this is met" in said) is each.met
        if each.code == "COMPETENCY_UNITS":
            assert f"name {each.obtained} of them" in said
            assert said.startswith(f"{each.required} ")
            continue
        assert int(THERE.findall(said)[-1]) == each.obtained
        if found := EACH.match(said):
            months, points_each, less = (int(part or 0) for part in found.groups())
            assert months * points_each - less == each.required
        elif (found := HALF.search(said)) and "point for each" not in said:
            assert int(found[1]) // 2 == each.required
            assert ("half a point is dropped" in said) is (int(found[1]) % 2 == 1)
        if each.required and each.code.endswith("_POINTS"):
            assert int(SUM.search(said)[1]) == each.required
