"""Working days: the worked dates of domain.md 4.1, and what holds for all dates."""

from datetime import date, datetime, timedelta

import holidays as calendars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cet_portal.core.workdays import (
    LONDON,
    Deadline,
    add_working_days,
    is_working_day,
    working_days_between,
)

YEARS = range(2019, 2028)
ENGLAND = dict(calendars.country_holidays("GB", subdiv="ENG", years=YEARS).items())
SCOTLAND = dict(calendars.country_holidays("GB", subdiv="SCT", years=YEARS).items())

WORKED = [
    pytest.param(date(2019, 12, 20), 10, date(2020, 1, 8), id="W1"),
    pytest.param(date(2020, 4, 9), 10, date(2020, 4, 27), id="W2"),
    pytest.param(date(2021, 8, 27), 10, date(2021, 9, 13), id="W3"),
    pytest.param(date(2021, 5, 28), 3, date(2021, 6, 3), id="W4"),
    pytest.param(date(2021, 12, 17), 10, date(2022, 1, 5), id="W5 after the cycle has closed"),
    pytest.param(date(2021, 12, 10), 10, date(2021, 12, 24), id="W6"),
]

days = st.dates(min_value=date(2019, 6, 1), max_value=date(2026, 12, 31))
numbers = st.integers(min_value=0, max_value=60)
closed = st.dictionaries(days, st.just("closed"), max_size=25)


@pytest.mark.parametrize("trigger, number, due_on", WORKED)
def test_add_working_days_in_england_gives_the_worked_date(trigger, number, due_on):
    assert add_working_days(trigger, number, ENGLAND) == due_on


@pytest.mark.parametrize(
    "trigger, number, due_on",
    [
        pytest.param(date(2019, 12, 20), 10, date(2020, 1, 9), id="W1"),
        pytest.param(date(2020, 4, 9), 10, date(2020, 4, 24), id="W2"),
        pytest.param(date(2021, 8, 27), 10, date(2021, 9, 10), id="W3"),
    ],
)
def test_add_working_days_in_scotland_differs(trigger, number, due_on):
    assert add_working_days(trigger, number, SCOTLAND) == due_on


@pytest.mark.parametrize("trigger, number, due_on", WORKED)
def test_working_days_between_counts_back_to_the_trigger(trigger, number, due_on):
    assert working_days_between(trigger, due_on, ENGLAND) == number


def test_explain_names_the_days_left_out():
    deadline = Deadline.explain(date(2019, 12, 20), 10, ENGLAND, rule="a rule")

    assert deadline.left_out == (
        (date(2019, 12, 25), "Christmas Day"),
        (date(2019, 12, 26), "Boxing Day"),
        (date(2020, 1, 1), "New Year's Day"),
    )


def test_a_deadline_ends_with_its_day_in_london():
    deadline = Deadline.explain(date(2021, 5, 28), 3, ENGLAND, rule="a rule")

    assert deadline.ends_at == datetime(2021, 6, 3, 23, 59, 59, tzinfo=LONDON)
    assert not deadline.is_past(date(2021, 6, 3))
    assert deadline.is_past(date(2021, 6, 4))


def test_days_left_is_zero_on_the_day_and_negative_after():
    deadline = Deadline.explain(date(2021, 5, 28), 3, ENGLAND, rule="a rule")

    left = [deadline.days_left(date(2021, 6, day), ENGLAND) for day in (1, 2, 3, 4, 7)]

    assert left == [2, 1, 0, -1, -2]


def test_negative_number_of_working_days_is_refused():
    with pytest.raises(ValueError, match="counted forward"):
        add_working_days(date(2021, 1, 4), -1, {})


def test_no_working_days_is_the_day_itself_even_on_a_sunday():
    assert add_working_days(date(2021, 1, 3), 0, {}) == date(2021, 1, 3)


@given(days, numbers.filter(bool), closed)
def test_a_due_date_is_always_a_working_day(day, number, holidays):
    assert is_working_day(add_working_days(day, number, holidays), holidays)


@given(days, numbers, closed)
def test_between_is_the_inverse_of_add(day, number, holidays):
    assert working_days_between(day, add_working_days(day, number, holidays), holidays) == number


@given(days, days, closed)
def test_between_changes_sign_with_its_ends(first, last, holidays):
    assert working_days_between(first, last, holidays) == -working_days_between(
        last, first, holidays
    )


@given(days, numbers, closed, closed)
def test_more_holidays_never_make_it_earlier(day, number, holidays, more):
    assert add_working_days(day, number, holidays | more) >= add_working_days(day, number, holidays)


@given(days, numbers, closed)
def test_the_explained_sum_adds_up(day, number, holidays):
    deadline = Deadline.explain(day, number, holidays, rule="a rule")

    calendar_days = (deadline.due_on - day) // timedelta(days=1)

    assert calendar_days == number + deadline.weekend_days + len(deadline.left_out)


@given(days, numbers, closed)
def test_a_deadline_survives_being_stored(day, number, holidays):
    deadline = Deadline.explain(day, number, holidays, rule="a rule")

    assert Deadline.from_fields(**deadline.as_fields()) == deadline
