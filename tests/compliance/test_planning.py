"""Planning for one person: what events and changes do, and what closes the gaps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from compliance.rules import Period, assess
from compliance.rules.planning import (
    NO_CHANGE,
    Ahead,
    Change,
    needs_of,
    planned,
    points_of,
    suggestion,
    with_change,
    words,
)
from tests.compliance.people import DO, OO, entry, held, person, point

CYCLE = Period("2025-2027", date(2025, 1, 1), date(2027, 12, 31), "ENHANCED_2019")
OPTOMETRIST_UNITS = tuple(f"O{number}" for number in range(1, 9))


def approval(kind="GENERAL", total=3, interactive=0, units=(), peer_review=False):
    return SimpleNamespace(
        kind=kind, total=total, interactive=interactive, units=units, peer_review=peer_review
    )


def ahead(number=1, day=date(2026, 12, 1), *, cet=None, last=None, cost=0, **approvals) -> Ahead:
    """An event at six on a day; with `last`, distance learning from `day` to that."""
    begins = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    return Ahead(
        key=f"EV-{number}",
        group=f"C-{cet or number}",
        first=day,
        last=last or day,
        begins=begins,
        ends=begins + timedelta(hours=2) if last is None else begins + timedelta(days=90),
        own_time=last is not None,
        modality="LECTURE",
        approvals=approvals or {"OPTOMETRIST": approval()},
        cost=cost,
    )


def optometrist(*points, **changed):
    return person(entry("2020-01-01", **changed), points=points)


def whole(total=36, **changed):
    """A line that meets everything an optometrist without a specialty needs."""
    values = {"interactive": total, "units": OPTOMETRIST_UNITS, "peer_review": True}
    return point("2026-02-02", total, reflection=True, **{**values, **changed})


def code_of(plan, code):
    return plan.then.requirement(code)


def test_a_ticked_event_counts_from_its_day_under_the_number_of_that_day():
    plan = planned(optometrist(), CYCLE, change=NO_CHANGE, ticked=[(ahead(), False)])
    line = plan.lines[0].point
    assert (line.event_date, line.number, line.total) == (date(2026, 12, 1), "01-20001", 3)
    assert plan.now.requirement("GENERAL_POINTS").obtained == 0
    assert code_of(plan, "GENERAL_POINTS").obtained == 3


def test_an_event_that_is_not_for_them_gives_nothing():
    only_lenses = ahead(CONTACT_LENS_OPTICIAN=approval("SPECIALIST"))
    plan = planned(optometrist(), CYCLE, change=NO_CHANGE, ticked=[(only_lenses, False)])
    assert plan.lines[0].point is None
    assert not plan.lines[0].again
    assert plan.then == plan.now


def test_a_second_event_of_the_same_cet_gives_nothing_more():
    twice = [(ahead(1, cet=7), False), (ahead(2, date(2026, 12, 9), cet=7), False)]
    plan = planned(optometrist(), CYCLE, change=NO_CHANGE, ticked=twice)
    assert [line.again for line in plan.lines] == [False, True]
    assert code_of(plan, "GENERAL_POINTS").obtained == 3


def test_in_ones_own_time_the_first_day_on_the_register_counts():
    course = ahead(day=date(2026, 12, 1), last=date(2027, 11, 30))
    joins = optometrist()
    later = person(entry("2027-02-10"))
    assert days_of(course, joins) == [date(2026, 12, 1), date(2027, 1, 1)]
    assert days_of(course, later) == [date(2027, 2, 10)]
    assert days_of(course, person(entry("2027-12-01"))) == []
    assert days_of(course, person()) == []


def days_of(ahead, someone):
    return [each.event_date for each in points_of(ahead, someone, CYCLE)]


def test_specialist_points_can_be_taken_as_general():
    lens = ahead(CONTACT_LENS_OPTICIAN=approval("SPECIALIST", total=4))
    optician = person(
        entry("2020-01-01", profession=DO), specialties=[held("CONTACT_LENS", "2020-01-01")]
    )
    as_approved = planned(optician, CYCLE, change=NO_CHANGE, ticked=[(lens, False)])
    as_general = planned(optician, CYCLE, change=NO_CHANGE, ticked=[(lens, True)])
    assert as_approved.lines[0].may_be_general
    assert not as_approved.lines[0].general
    assert as_general.lines[0].general
    assert code_of(as_approved, "SPECIALIST_POINTS").obtained == 4
    assert code_of(as_general, "GENERAL_POINTS").obtained == 4


def test_what_waits_is_counted_as_accepted_and_reflected_on():
    waiting = point("2026-05-05", 3, reference="W", accepted=False, peer_review=True, interactive=3)
    plan = planned(
        optometrist(waiting),
        CYCLE,
        change=NO_CHANGE,
        waiting=frozenset({"W"}),
        reflect=frozenset({"W"}),
    )
    assert plan.now.requirement("PEER_REVIEW").obtained == 0
    assert code_of(plan, "PEER_REVIEW").obtained == 1


def test_leaving_lowers_what_is_required():
    leaving = Change(leaving_on=date(2026, 12, 31))
    plan = planned(optometrist(), CYCLE, change=leaving, ticked=[(ahead(1, date(2027, 1, 5)), 0)])
    assert plan.now.requirement("GENERAL_POINTS").required == 36
    assert code_of(plan, "GENERAL_POINTS").required == 24
    assert plan.lines[0].point is None


def test_a_break_loses_what_was_collected_before_it():
    career_break = Change(break_from=date(2027, 1, 1), break_until=date(2027, 6, 30))
    plan = planned(optometrist(whole()), CYCLE, change=career_break)
    assert plan.lost == 36
    assert code_of(plan, "GENERAL_POINTS").required == 6
    assert code_of(plan, "GENERAL_POINTS").obtained == 0
    assert plan.on_register


def test_a_break_to_the_end_of_the_cycle_keeps_it():
    career_break = Change(break_from=date(2027, 1, 1), break_until=date(2028, 6, 30))
    plan = planned(optometrist(whole()), CYCLE, change=career_break)
    assert plan.lost == 0
    assert code_of(plan, "GENERAL_POINTS").required == 24
    assert with_change(optometrist(), NO_CHANGE) == optometrist()


def test_a_specialty_brings_its_own_requirement_and_its_own_points():
    prescribes = Change(specialty="INDEPENDENT_PRESCRIBING", specialty_from=date(2027, 1, 1))
    therapeutic = ahead(1, date(2027, 3, 1), THERAPEUTIC_PRESCRIBER=approval("SPECIALIST", total=2))
    plan = planned(optometrist(whole()), CYCLE, change=prescribes, ticked=[(therapeutic, False)])
    new = next(gap for gap in plan.gaps if gap.is_new)
    assert (new.required, new.obtained, new.before) == (6, 2, 0)
    assert not new.met
    assert plan.now.met
    assert not plan.then.met


def test_gaps_say_what_becomes_of_each_requirement():
    leaving = Change(leaving_on=date(2026, 6, 30))
    plan = planned(optometrist(), CYCLE, change=leaving)
    gone = [gap for gap in plan.gaps if gap.gone]
    assert {gap.either.year for gap in gone} == {2027}
    assert all(gap.met and not gap.shortfall for gap in gone)
    general = plan.gaps[0]
    assert (general.required_now, general.required, general.kept) == (36, 18, 0)
    assert general.changes
    assert not general.was_met


def test_the_smallest_set_says_what_each_event_closes():
    short = optometrist(whole(33, units=OPTOMETRIST_UNITS[:6], peer_review=False))
    lecture = ahead(1, date(2026, 12, 1), OPTOMETRIST=approval(total=1, units=("O7",)))
    review = ahead(
        2, date(2027, 1, 8), OPTOMETRIST=approval(total=3, units=("O8",), peer_review=True)
    )
    useless = ahead(3, date(2026, 12, 2), OPTOMETRIST=approval(total=1, units=("O1",)))
    found = suggestion(planned(short, CYCLE, change=NO_CHANGE), CYCLE, [useless, review, lecture])
    assert [step.ahead.key for step in found.steps] == ["EV-1", "EV-2"]
    assert found.found.smallest
    assert found.left == ()
    first, second = ([(words.said(part), part.closes) for part in s.parts] for s in found.steps)
    assert first == [("1 general point", False), ("competency unit O7", False)]
    assert second == [
        ("2 general points", True),
        ("competency unit O8", True),
        ("peer review", True),
    ]


def test_events_at_one_time_or_done_already_are_not_suggested():
    short = optometrist(whole(33))
    events = [ahead(1), ahead(2, cet=9), ahead(3, date(2027, 1, 1))]
    plan = planned(
        short, CYCLE, change=NO_CHANGE, ticked=[(ahead(4, OPTOMETRIST=approval(total=1)), 0)]
    )
    found = suggestion(plan, CYCLE, events, done=frozenset({"C-3"}))
    assert found.steps == ()
    assert [(need.code, need.amount) for need in found.left] == [("GENERAL_POINTS", 2)]
    assert words.left_in_words(found.left) == ["2 general points"]


def test_the_nearer_event_is_taken():
    short = optometrist(whole(33))
    events = [ahead(1, cost=500), ahead(2, date(2027, 2, 2), cost=20)]
    found = suggestion(planned(short, CYCLE, change=NO_CHANGE), CYCLE, events)
    assert [step.ahead.key for step in found.steps] == ["EV-2"]


def test_specialist_points_are_suggested_as_general_ones_where_that_closes_a_gap():
    optician = person(
        entry("2020-01-01", profession=DO),
        specialties=[held("CONTACT_LENS", "2020-01-01")],
        points=[
            point("2026-01-05", 16, "A", interactive=16, units=_lens_units()),
            point("2026-01-06", 18, "B", specialty="CONTACT_LENS", interactive=18,
                  peer_review=True, reflection=True),
        ],
    )  # fmt: skip
    lens = ahead(CONTACT_LENS_OPTICIAN=approval("SPECIALIST", total=2))
    found = suggestion(planned(optician, CYCLE, change=NO_CHANGE), CYCLE, [lens])
    assert [step.general for step in found.steps] == [True]


def _lens_units():
    return tuple(f"{letter}{number}" for letter in "DC" for number in range(1, 9))


def test_nothing_is_suggested_where_nothing_is_missing_and_years_only_if_asked():
    everything = optometrist(whole())
    plan = planned(everything, CYCLE, change=NO_CHANGE)
    assert plan.then.met
    assert suggestion(plan, CYCLE, [ahead()]) is None
    found = suggestion(plan, CYCLE, [ahead(1, date(2027, 3, 1))], advisory=True)
    assert [words.said(part) for part in found.steps[0].parts] == ["3 points in 2027"]
    assert {need.year for need in found.left} == {2025, 2027}


def test_words_of_what_an_event_gives_and_of_what_is_missing():
    line = whole(3, units=("O1", "O2"))
    assert (
        words.gives(line)
        == "3 general points (3 interactive); competency units O1, O2; peer review"
    )
    missing = assess(optometrist(whole(33, units=OPTOMETRIST_UNITS[:7])), CYCLE)
    assert [words.missing(each) for each in missing.requirements if not each.advisory] == [
        "3 general points",
        "",
        "competency unit O8",
        "",
    ]


@st.composite
def plans(draw):
    """An optometrist or a contact lens optician with some points, and up to seven events."""
    lenses = draw(st.booleans())
    have = draw(st.integers(20, 36))
    someone = optometrist(whole(have, peer_review=draw(st.booleans())))
    audiences = ["OPTOMETRIST"]
    if lenses:
        someone = person(
            entry("2020-01-01", profession=DO),
            specialties=[held("CONTACT_LENS", "2020-01-01")],
            points=[whole(have, units=_lens_units())],
        )
        audiences = ["DISPENSING_OPTICIAN", "CONTACT_LENS_OPTICIAN"]
    return someone, [_drawn(draw, number, audiences) for number in range(draw(st.integers(0, 7)))]


def _drawn(draw, number, audiences) -> Ahead:
    audience = draw(st.sampled_from(audiences))
    total = draw(st.integers(1, 18))
    return ahead(
        number,
        date(2026, 12, 1) + timedelta(days=draw(st.integers(0, 300))),
        **{
            audience: approval(
                "SPECIALIST" if audience == "CONTACT_LENS_OPTICIAN" else "GENERAL",
                total=total,
                interactive=draw(st.integers(0, total)),
                units=tuple(draw(st.sets(st.sampled_from(OPTOMETRIST_UNITS), max_size=3))),
                peer_review=draw(st.booleans()),
            )
        },
    )


@given(plans())
def test_attending_what_is_suggested_leaves_open_exactly_what_is_said(plan):
    someone, events = plan
    before = planned(someone, CYCLE, change=NO_CHANGE)
    found = suggestion(before, CYCLE, events)
    if found is None:
        assert before.then.met
        return
    after = planned(
        someone,
        CYCLE,
        change=NO_CHANGE,
        ticked=[(step.ahead, step.general) for step in found.steps],
    )
    assert set(needs_of(after.then)) == set(found.left)
    assert after.then.met == (not found.left)


@given(plans())
def test_what_the_events_give_adds_up_to_what_was_missing(plan):
    someone, events = plan
    before = planned(someone, CYCLE, change=NO_CHANGE)
    found = suggestion(before, CYCLE, events)
    if found is None:
        return
    given_ = sum(part.amount for step in found.steps for part in step.parts)
    assert given_ + sum(each.amount for each in found.left) == sum(
        need.amount for need in needs_of(before.then)
    )
    closed = list(_closed(found))
    assert len(closed) == len(set(closed))


def _closed(found) -> Iterator[tuple]:
    for step in found.steps:
        for part in step.parts:
            if part.closes:
                yield part.requirement.code, part.requirement.specialty, part.requirement.year


def test_people_are_not_changed_by_planning():
    someone = optometrist(whole())
    copy = replace(someone)
    planned(someone, CYCLE, change=Change(leaving_on=date(2026, 12, 31)), ticked=[(ahead(), False)])
    assert someone == copy
    assert someone.entries[0].profession == OO
