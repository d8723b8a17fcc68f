"""Moving the clock: forward only, on record, and the timers with it."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from cet_portal.celery import app
from cet_portal.core import clock, rehearsal
from cet_portal.core.actor import Actor
from cet_portal.core.models import AuditEvent, ClockShift, OutboxMessage, SweepRun
from cet_portal.core.permissions import Refused
from cet_portal.core.timetable import SWEEPS

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


def test_the_beat_table_runs_the_same_timers():
    app.loader.import_default_modules()
    beaten = {entry["task"] for entry in app.conf.beat_schedule.values()}
    tasks = {sweep.task for sweep in SWEEPS}
    assert tasks < beaten
    assert tasks <= set(app.tasks)


def test_what_a_rehearsal_did():
    number, first = uuid4(), SWEEPS[0]
    assert [report.run for report in rehearsal.reports(number)] == [None] * len(SWEEPS)
    SweepRun.objects.create(name=first.task, rehearsal=number, at=REAL, moved=["C-10001"])
    SweepRun.objects.create(name=SWEEPS[1].task, rehearsal=uuid4(), at=REAL)
    for moment, key in ((REAL, "now"), (REAL - timedelta(seconds=1), "before")):
        OutboxMessage.objects.create(
            key=key, kind="x", to="a@example.org", subject=key, body="", created_at=moment
        )
    reports = rehearsal.reports(number)
    assert [report.run is not None for report in reports] == [True, False, False]
    assert [message.key for message in rehearsal.messages_of(reports)] == ["now"]


def test_the_timers_wait_in_the_real_queue(settings):
    assert rehearsal.send_sweeps(uuid4())
    with app.connection_for_read() as connection:
        assert connection.default_channel.client.llen("celery") == len(SWEEPS)
