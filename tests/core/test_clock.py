"""The clock: read in one place, moved only by a rehearsal, forward only."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from cet_portal.core import clock
from cet_portal.core.checks import bank_holidays_reach_a_year_ahead, no_rehearsal_in_production
from cet_portal.core.models import BankHoliday, ClockShift

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_today_is_londons_date_and_not_that_of_utc():
    with time_machine.travel(datetime(2026, 6, 1, 23, 30, tzinfo=UTC), tick=False):
        assert clock.today() == date(2026, 6, 2)


def test_now_follows_a_rehearsal():
    ClockShift.objects.create(seconds=86_400)

    with time_machine.travel(NOON, tick=False):
        assert clock.now() == NOON + timedelta(days=1)


def test_now_in_production_asks_no_row(settings, django_assert_num_queries):
    settings.DEADLINE_REHEARSAL = False
    ClockShift.objects.create(seconds=86_400)

    with time_machine.travel(NOON, tick=False), django_assert_num_queries(0):
        assert clock.now() == NOON


def test_the_database_refuses_to_turn_the_clock_back_or_a_second_shift():
    with pytest.raises(IntegrityError, match="forward"), transaction.atomic():
        ClockShift.objects.create(seconds=-1)
    ClockShift.objects.create(seconds=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockShift.objects.create(seconds=2)


def test_check_refuses_rehearsal_and_demonstration_in_production(settings):
    assert [found.id for found in no_rehearsal_in_production(None)] == ["core.E001", "core.E002"]

    settings.DEADLINE_REHEARSAL = settings.DEMONSTRATION = False
    assert no_rehearsal_in_production(None) == []


@pytest.mark.parametrize("ahead, warnings", [(364, ["core.W001"]), (365, [])])
def test_check_warns_when_the_calendar_runs_out(ahead, warnings):
    last = clock.today() + timedelta(days=ahead)
    BankHoliday.objects.all().delete()
    BankHoliday.objects.create(date=last, name="The last one")

    found = bank_holidays_reach_a_year_ahead(None, databases=["default"])

    assert [warning.id for warning in found] == warnings
