"""Distance learning is counted on the first of its days on which it helps."""

from datetime import date

from compliance.rules.planning import NO_CHANGE, Change, needs_of, planned, suggestion, words
from tests.compliance.people import held
from tests.compliance.test_planning import (
    CYCLE,
    OPTOMETRIST_UNITS,
    ahead,
    approval,
    code_of,
    optometrist,
    whole,
)

PRESCRIBES = Change(specialty="INDEPENDENT_PRESCRIBING", specialty_from=date(2026, 12, 1))
THERAPEUTIC = {"THERAPEUTIC_PRESCRIBER": approval("SPECIALIST", total=7)}


def course(number=1, first=date(2026, 11, 22), last=date(2027, 3, 10), **approvals):
    return ahead(number, first, last=last, **approvals)


def days(found):
    return [step.point.event_date for step in found.steps]


def ticked(someone, *courses, change=NO_CHANGE, advisory=False):
    both = [(each, False) for each in courses]
    return planned(someone, CYCLE, change=change, ticked=both, advisory=advisory)


def test_a_course_of_a_specialty_that_begins_while_it_is_open():
    everything = whole(36, units=(*OPTOMETRIST_UNITS, *(f"T{n}" for n in range(1, 8))))
    reviewed = whole(
        2, reference="R", specialty="INDEPENDENT_PRESCRIBING", event_date=date(2026, 12, 2)
    )
    someone = optometrist(everything, reviewed)
    open_ = planned(someone, CYCLE, change=PRESCRIBES)
    assert [(need.code, need.amount) for need in needs_of(open_.then)] == [("SPECIALIST_POINTS", 4)]
    learning = course(last=date(2027, 6, 30), **THERAPEUTIC)
    found = suggestion(open_, CYCLE, [learning])
    assert found.left == ()
    assert days(found) == [date(2026, 12, 1)]
    assert words.not_before(learning, found.steps[0].point) == (
        "Complete it on 1 December 2026 or later: that is how it is counted here."
    )
    plan = ticked(someone, learning, change=PRESCRIBES)
    assert plan.lines[0].point == found.steps[0].point
    assert plan.then.met


def test_a_course_that_is_general_before_the_specialty_and_special_with_it():
    both = course(OPTOMETRIST=approval(), THERAPEUTIC_PRESCRIBER=approval("SPECIALIST", total=3))
    of_general = ticked(optometrist(whole(33)), both)
    assert code_of(of_general, "GENERAL_POINTS").met
    assert of_general.lines[0].point.event_date == date(2026, 11, 22)
    prescriber = ticked(optometrist(whole(36)), both, change=PRESCRIBES)
    assert code_of(prescriber, "SPECIALIST_POINTS").obtained == 3
    assert prescriber.lines[0].point.event_date == date(2026, 12, 1)


def test_the_gap_of_a_year_in_which_the_course_is_still_open():
    plan = planned(optometrist(whole(36)), CYCLE, change=NO_CHANGE)
    six = course(OPTOMETRIST=approval(total=6))
    found = suggestion(plan, CYCLE, [six], advisory=True)
    assert days(found) == [date(2027, 1, 1)]
    assert {need.year for need in found.left} == {2025}
    on_plan = ticked(optometrist(whole(36)), six, advisory=True)
    assert on_plan.lines[0].point == found.steps[0].point
    not_asked = ticked(optometrist(whole(36)), six)
    assert not_asked.lines[0].point.event_date == date(2026, 11, 22)


def test_without_a_gap_and_for_points_alone_the_first_day_is_taken():
    for someone in (optometrist(whole(36)), optometrist(whole(30, event_date=date(2027, 2, 2)))):
        closed_before_2027 = course(last=date(2026, 12, 31))
        assert ticked(someone, closed_before_2027).lines[0].point.event_date == date(2026, 11, 22)


def test_two_courses_are_spread_over_the_years_so_that_both_help():
    someone = optometrist(
        whole(36 - 5, event_date=date(2025, 2, 2)),
        whole(2, reference="B", event_date=date(2026, 2, 2)),
        whole(3, reference="C", event_date=date(2027, 1, 1)),
    )
    three = course(1, OPTOMETRIST=approval(total=3))
    four = course(2, OPTOMETRIST=approval(total=4))
    plan = ticked(someone, three, four, advisory=True)
    assert [line.point.event_date.year for line in plan.lines] == [2027, 2026]
    assert all(each.met for each in plan.then.requirements)
    found = suggestion(
        planned(someone, CYCLE, change=NO_CHANGE), CYCLE, [three, four], advisory=True
    )
    assert found.left == ()
    assert {step.ahead.key: step.point for step in found.steps} == {
        line.ahead.key: line.point for line in plan.lines
    }


def test_many_courses_are_settled_in_the_time_of_a_page():
    many = [course(number, OPTOMETRIST=approval(total=1)) for number in range(1, 41)]
    plan = ticked(optometrist(), *many, advisory=True)
    years = [line.point.event_date.year for line in plan.lines]
    assert min(years.count(2026), years.count(2027)) >= 6


def test_specialist_points_of_a_course_as_general_ones_need_the_specialty():
    someone = optometrist(whole(33, units=()))
    learning = course(**THERAPEUTIC)
    plan = planned(someone, CYCLE, change=PRESCRIBES, ticked=[(learning, True)])
    assert plan.lines[0].general
    assert plan.lines[0].point.event_date == date(2026, 12, 1)
    assert held("INDEPENDENT_PRESCRIBING", "2026-12-01") == plan.then_person.specialties[0]
