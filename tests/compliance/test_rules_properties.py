"""What must hold for everybody."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from compliance.rules import Entry, Held, Person, Point, assess, changed
from tests.compliance.people import CYCLES

cycles = st.sampled_from(list(CYCLES.values()))
days = st.dates(date(2004, 1, 1), date(2022, 12, 31))
numbers = st.sampled_from(["01-20001", "01-20002"])
professions = st.sampled_from(["OPTOMETRIST", "DISPENSING_OPTICIAN"])
specialties = st.sampled_from(["CONTACT_LENS", "INDEPENDENT_PRESCRIBING", "ADDITIONAL_SUPPLY"])


@st.composite
def ends(draw, start):
    return draw(st.none() | st.integers(0, 3000).map(lambda n: start + timedelta(days=n)))


@st.composite
def entries(draw):
    start = draw(days)
    return Entry(draw(professions), draw(numbers), start, draw(ends(start)))


@st.composite
def helds(draw):
    start = draw(days)
    return Held(draw(specialties), start, draw(ends(start)))


@st.composite
def points(draw):
    specialty = draw(st.just("") | specialties)
    return Point(
        reference=f"P{draw(st.integers(1, 10**6))}",
        event_date=draw(days),
        accepted=draw(st.booleans()),
        number=draw(numbers),
        kind="SPECIALIST" if specialty else "GENERAL",
        specialty=specialty,
        total=draw(st.integers(1, 9)),
        peer_review=draw(st.booleans()),
        reflection=draw(st.booleans()),
    )


people = st.builds(
    Person,
    st.lists(entries(), max_size=3).map(tuple),
    st.lists(helds(), max_size=2).map(tuple),
    st.lists(points(), max_size=6).map(tuple),
)


def general(person, cycle):
    return assess(person, cycle).requirement("GENERAL_POINTS")


@given(people, cycles, points())
def test_one_more_accepted_point_never_makes_it_worse(person, cycle, point):
    more = replace(person, points=(*person.points, changed(point, accepted=True)))
    before, after = assess(person, cycle), assess(more, cycle)
    assert after.met or not before.met
    for old, new in zip(before.requirements, after.requirements, strict=True):
        assert new.required == old.required
        assert new.obtained >= old.obtained


@given(people, cycles, st.randoms())
def test_the_order_of_the_facts_does_not_matter(person, cycle, random):
    shuffled = Person(*(tuple(random.sample(part, len(part))) for part in (
        person.entries, person.specialties, person.points
    )))  # fmt: skip
    one, other = assess(person, cycle), assess(shuffled, cycle)
    assert one.requirements == other.requirements
    assert sorted(one.counted) == sorted(other.counted)


@given(entries(), st.integers(0, 3000), st.integers(0, 3000), cycles)
def test_a_longer_registration_never_lowers_the_requirement(entry, length, longer, cycle):
    entry = changed(entry, end=entry.start + timedelta(days=length))
    extended = changed(entry, end=entry.end + timedelta(days=longer))
    short, long = (general(Person((each,)), cycle) for each in (entry, extended))
    assert short is None or long.required >= short.required


@given(people, cycles)
def test_nothing_not_accepted_counts(person, cycle):
    without = replace(person, points=tuple(point for point in person.points if point.accepted))
    assert assess(person, cycle).requirements == assess(without, cycle).requirements
    none = replace(person, points=tuple(changed(each, accepted=False) for each in person.points))
    assert assess(none, cycle).counted == ()


@given(people, cycles)
def test_every_point_is_counted_or_has_a_reason(person, cycle):
    result = assess(person, cycle)
    told = [*result.counted, *(each.reference for each in result.not_counted)]
    assert sorted(told) == sorted(point.reference for point in person.points)
    requirement = result.requirement("GENERAL_POINTS")
    if requirement:
        assert 0 <= requirement.required <= 36
        assert requirement.shortfall == max(0, requirement.required - requirement.obtained)
