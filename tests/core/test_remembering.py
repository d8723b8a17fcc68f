"""Answers that a run over many cases may give again, for a while."""

import pytest

from cet_portal.core import holidays
from cet_portal.core.models import BankHoliday
from cet_portal.core.remembering import remembered, remembering


@pytest.fixture
def asked():
    return []


@pytest.fixture
def ask(asked):
    @remembered(seconds=60)
    def double(number):
        asked.append(number)
        return 2 * number

    return double


def test_outside_a_run_everything_is_asked_each_time(ask, asked):
    assert [ask(1), ask(1)] == [2, 2]
    assert asked == [1, 1]


def test_named_arguments_are_part_of_the_question(ask, asked):
    with remembering():
        assert [ask(number=1), ask(number=2), ask(number=1)] == [2, 4, 2]

    assert asked == [1, 2]


def test_in_a_run_each_question_is_asked_once(ask, asked):
    with remembering():
        assert [ask(1), ask(2), ask(1)] == [2, 4, 2]

    assert asked == [1, 2]


def test_an_answer_that_has_grown_old_is_asked_for_again(asked):
    @remembered(seconds=-1)
    def double(number):
        asked.append(number)
        return 2 * number

    with remembering():
        assert [double(1), double(1)] == [2, 2]

    assert asked == [1, 1]


def test_a_run_knows_nothing_of_the_run_before(ask, asked):
    for _run in range(2):
        with remembering():
            ask(1)

    assert asked == [1, 1]


@pytest.mark.django_db
def test_holidays_are_read_once_in_a_run(django_assert_num_queries):
    BankHoliday.objects.all().delete()

    with remembering(), django_assert_num_queries(1):
        assert holidays.current() == holidays.current() == {}
