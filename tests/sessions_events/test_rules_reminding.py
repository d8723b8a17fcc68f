"""The ladder of reminders: which step on which day, and never the hold left out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cet_portal.core.workdays import is_working_day, working_days_between
from sessions_events.rules import reminding
from sessions_events.rules.reminding import Step

CHRISTMAS_AND_EASTER = {
    date(2025, 12, 25): "Christmas Day",
    date(2025, 12, 26): "Boxing Day",
    date(2026, 1, 1): "New Year's Day",
    date(2026, 4, 3): "Good Friday",
    date(2026, 4, 6): "Easter Monday",
    date(2026, 5, 4): "Early May bank holiday",
}
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
calendars = st.dictionaries(days, st.just("A holiday"), max_size=30)
rungs = st.integers(0, 12)


@pytest.mark.parametrize(
    ("due_on", "rung", "day"),
    [
        # Due Tuesday 6 January 2026, over Christmas.
        (date(2026, 1, 6), 0, date(2025, 12, 31)),
        (date(2026, 1, 6), 1, date(2026, 1, 6)),
        (date(2026, 1, 6), 2, date(2026, 1, 7)),
        (date(2026, 1, 6), 3, date(2026, 1, 13)),
        (date(2026, 1, 6), 4, date(2026, 1, 20)),
        (date(2026, 1, 6), 5, date(2026, 1, 27)),
        # Due Friday 19 December 2025: late from Saturday, and two bank holidays on the way.
        (date(2025, 12, 19), 0, date(2025, 12, 16)),
        (date(2025, 12, 19), 2, date(2025, 12, 20)),
        (date(2025, 12, 19), 3, date(2025, 12, 30)),
        (date(2025, 12, 19), 4, date(2026, 1, 7)),
        # Due Thursday 2 April 2026, the day before Good Friday.
        (date(2026, 4, 2), 0, date(2026, 3, 30)),
        (date(2026, 4, 2), 2, date(2026, 4, 3)),
        (date(2026, 4, 2), 3, date(2026, 4, 13)),
        (date(2026, 4, 2), 4, date(2026, 4, 20)),
        # Due Tuesday 7 April 2026: the three days before reach over Easter.
        (date(2026, 4, 7), 0, date(2026, 3, 31)),
        # The last day of a month, a Sunday: an upload of distance learning.
        (date(2026, 5, 31), 0, date(2026, 5, 27)),
        (date(2026, 5, 31), 1, date(2026, 5, 31)),
        (date(2026, 5, 31), 2, date(2026, 6, 1)),
        (date(2026, 5, 31), 3, date(2026, 6, 5)),
        (date(2026, 5, 31), 4, date(2026, 6, 12)),
    ],
)
def test_days_of_the_rungs_worked_by_hand(due_on, rung, day):
    assert reminding.day_of(rung, due_on, CHRISTMAS_AND_EASTER) == day


def test_the_steps_of_the_rungs():
    assert [reminding.step_of(rung) for rung in range(7)] == [
        Step.SOON,
        Step.LAST_DAY,
        Step.OVERDUE,
        Step.WEEKLY,
        Step.HOLD,
        Step.WEEKLY,
        Step.WEEKLY,
    ]


@given(days, rungs, calendars)
def test_each_rung_lies_behind_the_one_before(due_on, rung, holidays):
    assert reminding.day_of(rung, due_on, holidays) < reminding.day_of(rung + 1, due_on, holidays)


@given(days, rungs, calendars)
def test_on_its_day_a_rung_is_the_latest_and_the_day_before_it_is_not(due_on, rung, holidays):
    day = reminding.day_of(rung, due_on, holidays)
    before = reminding.rung_on(due_on, day - timedelta(days=1), holidays)

    assert reminding.rung_on(due_on, day, holidays) == rung
    assert before == (rung - 1 if rung else None)


@given(days, days, calendars)
def test_the_latest_rung_has_come_and_the_next_has_not(due_on, today, holidays):
    rung = reminding.rung_on(due_on, today, holidays)

    following = 0 if rung is None else rung + 1
    assert rung is None or reminding.day_of(rung, due_on, holidays) <= today
    assert reminding.day_of(following, due_on, holidays) > today


@given(days, calendars)
def test_the_first_rung_lies_3_working_days_before(due_on, holidays):
    first = reminding.day_of(0, due_on, holidays)

    # A month can end on a day that does not count itself.
    counted = 3 if is_working_day(due_on, holidays) else 2
    assert is_working_day(first, holidays)
    assert working_days_between(first, due_on, holidays) == counted


@given(days, calendars)
def test_the_hold_begins_10_working_days_late_and_on_a_working_day(due_on, holidays):
    held = reminding.hold_on(due_on, holidays)

    assert working_days_between(due_on, held, holidays) == 10
    assert is_working_day(held, holidays)
    assert reminding.step_of(reminding.rung_on(due_on, held, holidays)) == Step.HOLD


@given(rungs, rungs)
def test_the_hold_is_said_once_however_many_rungs_were_missed(told, rung):
    rung = max(told, rung)
    says_hold = reminding.said_at(told, rung) == Step.HOLD

    assert says_hold == (told <= 4 <= rung)


@given(days, st.lists(st.integers(1, 60), min_size=1, max_size=8), calendars)
def test_whenever_the_portal_looks_nothing_is_said_twice_and_the_hold_always(
    due_on, waits, holidays
):
    told, today, said = 0, due_on - timedelta(days=10), []
    for wait in waits:
        today += timedelta(days=wait)
        rung = reminding.rung_on(due_on, today, holidays)
        if rung is not None and rung >= told:
            said.append((rung, reminding.said_at(told, rung)))
            told = rung + 1

    assert len({rung for rung, _step in said}) == len(said)
    held = [step for _rung, step in said if step == Step.HOLD]
    assert len(held) == (reminding.hold_on(due_on, holidays) <= today)
