"""The timetable, and what a rehearsal reports."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from cet_portal.celery import app
from cet_portal.core.models import OutboxMessage, SweepRun
from cet_portal.home import rehearsed
from cet_portal.home.timetable import NIGHTLY, SWEEPS

pytestmark = pytest.mark.django_db
REAL = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_the_beat_table_runs_the_same_timers():
    app.loader.import_default_modules()
    beaten = {entry["task"] for entry in app.conf.beat_schedule.values()}
    tasks = {sweep.task for sweep in SWEEPS}
    assert tasks < beaten
    assert tasks <= set(app.tasks)
    assert set(NIGHTLY) <= beaten & set(app.tasks)


def test_what_a_rehearsal_did():
    number, first = uuid4(), SWEEPS[0]
    assert [report.run for report in rehearsed.reports(number)] == [None] * len(SWEEPS)
    SweepRun.objects.create(name=first.task, rehearsal=number, at=REAL, moved=["C-10001"])
    SweepRun.objects.create(name=SWEEPS[1].task, rehearsal=uuid4(), at=REAL)
    for moment, key in ((REAL, "now"), (REAL - timedelta(seconds=1), "before")):
        OutboxMessage.objects.create(
            key=key, kind="x", to="a@example.org", subject=key, body="", created_at=moment
        )
    reports = rehearsed.reports(number)
    assert [report.sweep for report in reports if report.run] == [first]
    assert [message.key for message in rehearsed.messages_of(reports)] == ["now"]


def test_the_timers_wait_in_the_real_queue(settings):
    assert rehearsed.send_sweeps(uuid4())
    with app.connection_for_read() as connection:
        assert connection.default_channel.client.llen("celery") == len(SWEEPS) + len(NIGHTLY)
