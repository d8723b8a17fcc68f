"""Moving the clock: forward only, on record."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from cet_portal.core import clock, rehearsal
from cet_portal.core.actor import Actor
from cet_portal.core.models import AuditEvent, ClockShift
from cet_portal.core.permissions import Refused

pytestmark = pytest.mark.django_db
REAL = datetime(2026, 6, 1, 12, tzinfo=UTC)
STAFF = Actor(user_id=1, name="Staff", role="GOC_STAFF")


def move(to, at=REAL, number=None):
    rehearsal.move_to(to=to, at=at, real=REAL, rehearsal=number or uuid4(), actor=STAFF)


def test_it_stores_the_distance_to_the_real_instant():
    move(REAL + timedelta(days=3))
    assert clock.shift() == timedelta(days=3)
    move(REAL + timedelta(days=5), at=REAL + timedelta(days=3))
    assert clock.shift() == timedelta(days=5)
    assert ClockShift.objects.count() == 1


def test_it_is_on_record():
    number = uuid4()
    move(REAL + timedelta(days=3), number=number)
    entry = AuditEvent.objects.get(verb="clock.move")
    assert (entry.actor_name, entry.at) == ("Staff", REAL)
    assert entry.data == {"to": "2026-06-04T12:00+00:00", "rehearsal": str(number)}


@pytest.mark.parametrize(
    "to, sentence",
    [
        (REAL, "only be moved forward"),
        (REAL - timedelta(days=1), "believes it is Monday 1 June 2026"),
        (REAL + timedelta(days=rehearsal.MOST_DAYS + 1), "reaches no further than"),
        (datetime(9999, 12, 31, tzinfo=UTC), "reaches no further than"),
    ],
)
def test_what_it_refuses(to, sentence):
    with pytest.raises(Refused, match=sentence):
        move(to)
    assert not ClockShift.objects.exists()
    assert not AuditEvent.objects.exists()


def test_back_to_the_real_date():
    move(REAL + timedelta(days=3))
    assert rehearsal.back_to_the_real_date(actor=STAFF, at=REAL)
    assert clock.shift() == timedelta()
    assert AuditEvent.objects.filter(verb="clock.back").count() == 1
    assert not rehearsal.back_to_the_real_date(actor=STAFF, at=REAL)


def test_the_morning_after_is_ten_past_midnight_in_london():
    assert rehearsal.morning_of(date(2026, 6, 2)) == datetime(2026, 6, 1, 23, 10, tzinfo=UTC)
    assert rehearsal.morning_of(date(2026, 12, 2)) == datetime(2026, 12, 2, 0, 10, tzinfo=UTC)
