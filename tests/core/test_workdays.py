"""Working days: the worked dates of domain.md 4.1, and what holds for all dates."""

from datetime import date, datetime, timedelta

import holidays as calendars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cet_portal.core.workdays import (
    LONDON,
    Deadline,
    Extension,
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
extensions = st.lists(st.tuples(st.integers(min_value=1, max_value=30), days), max_size=4)


def extended(deadline, holidays, more):
    for number, on in more:
        deadline = deadline.extended(number, holidays, on=on, reason="ill")
    return deadline


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


def test_an_extension_is_counted_from_the_trigger_over_the_whole_way():
    deadline = Deadline.explain(date(2019, 12, 10), 10, ENGLAND, rule="a rule")

    longer = deadline.extended(5, ENGLAND, on=date(2019, 12, 20), reason="The author is ill")

    assert (deadline.due_on, longer.due_on) == (date(2019, 12, 24), date(2020, 1, 3))
    assert (longer.working_days, longer.total_working_days) == (10, 15)
    assert [name for _day, name in longer.left_out] == [
        "Christmas Day",
        "Boxing Day",
        "New Year's Day",
    ]
    assert longer.extensions == (Extension(date(2019, 12, 20), 5, "The author is ill"),)


@pytest.mark.parametrize("number", [0, -1])
def test_an_extension_of_no_day_is_refused(number):
    deadline = Deadline.explain(date(2021, 5, 28), 3, ENGLAND, rule="a rule")

    with pytest.raises(ValueError, match="one working day or more"):
        deadline.extended(number, ENGLAND, on=date(2021, 5, 28), reason="none")


def test_a_date_by_the_calendar_leaves_nothing_out_and_is_not_extended():
    deadline = Deadline.on_calendar(date(2021, 3, 1), date(2022, 3, 1), rule="12 months")

    assert (deadline.working_days, deadline.total_working_days) == (None, None)
    assert (deadline.left_out, deadline.due_on) == ((), date(2022, 3, 1))
    assert deadline.days_left(date(2022, 2, 27), ENGLAND) == 2
    assert deadline.days_left(date(2022, 3, 4), ENGLAND) == -3
    with pytest.raises(ValueError, match="no working days to extend"):
        deadline.extended(5, ENGLAND, on=date(2021, 3, 2), reason="none")


def test_a_row_from_before_there_were_extensions_is_read():
    fields = Deadline.explain(date(2021, 5, 28), 3, ENGLAND, rule="a rule").as_fields()
    del fields["due_sum"]["extensions"]

    assert Deadline.from_fields(**fields).extensions == ()


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


@given(days, numbers, closed, extensions)
def test_the_explained_sum_adds_up(day, number, holidays, more):
    deadline = extended(Deadline.explain(day, number, holidays, rule="a rule"), holidays, more)

    calendar_days = (deadline.due_on - day) // timedelta(days=1)

    counted = deadline.total_working_days + deadline.weekend_days + len(deadline.left_out)
    assert calendar_days == counted


@given(days, numbers, closed, extensions)
def test_extensions_end_where_the_same_number_at_once_would(day, number, holidays, more):
    deadline = Deadline.explain(day, number, holidays, rule="a rule")

    longer = extended(deadline, holidays, more)

    total = number + sum(added for added, _on in more)
    assert longer.due_on == add_working_days(day, total, holidays)
    assert longer.working_days == number
    assert longer.due_on > deadline.due_on or not more


@given(days, numbers, closed, closed, extensions)
def test_counting_again_is_as_if_the_holidays_had_been_known(day, number, holidays, new, more):
    known = extended(Deadline.explain(day, number, new, rule="a rule"), new, more)
    before = extended(Deadline.explain(day, number, holidays, rule="a rule"), holidays, more)

    assert before.recounted(new) == known


@given(days, days, closed)
def test_no_holiday_moves_a_date_by_the_calendar(trigger, due_on, holidays):
    deadline = Deadline.on_calendar(trigger, due_on, rule="a rule")

    assert deadline.recounted(holidays) == deadline


@given(days, numbers, closed, extensions)
def test_a_deadline_survives_being_stored(day, number, holidays, more):
    deadline = extended(Deadline.explain(day, number, holidays, rule="a rule"), holidays, more)

    assert Deadline.from_fields(**deadline.as_fields()) == deadline


@given(days, days)
def test_a_date_by_the_calendar_survives_being_stored(trigger, due_on):
    deadline = Deadline.on_calendar(trigger, due_on, rule="a rule")

    assert Deadline.from_fields(**deadline.as_fields()) == deadline
