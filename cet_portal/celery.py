"""The Celery app and its timetable.

Due dates live in the database; every entry here only asks "what is due now?",
so an outage of any length loses nothing.
"""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init

from cet_portal.home.timetable import SWEEPS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cet_portal.settings.base")

app = Celery("mycet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "every ten seconds show that beat and worker live": {
        "task": "core.heartbeat",
        "schedule": 10.0,
    },
    "every ten minutes send mail that a lost broker left behind": {
        "task": "core.deliver_outbox",
        "schedule": crontab(minute="*/10"),
    },
    "every night forget sessions that have ended, and what was typed in them": {
        "task": "core.forget_ended_sessions",
        "schedule": crontab(hour="3", minute="20"),
    },
    "every night forget counters of attempts and calls whose time is over": {
        "task": "core.forget_expired_counts",
        "schedule": crontab(hour="3", minute="40"),
    },
    "every night forget files that were stored for an act that did not happen": {
        "task": "core.forget_orphaned_files",
        "schedule": crontab(hour="4", minute="0"),
    },
    "every night forget applications to be listed that nobody confirmed": {
        "task": "providers.forget_requests",
        "schedule": crontab(hour="4", minute="20"),
    },
    "every ten minutes answer requests for an account that a lost broker left behind": {
        "task": "registrants.answer_account_requests",
        "schedule": crontab(minute="5-55/10"),
    },
    "every night forget requests for an account that nobody needs any more": {
        "task": "registrants.forget_account_requests",
        "schedule": crontab(hour="4", minute="30"),
    },
    "every night count how everybody stands in the cycle": {
        "task": "compliance.count_figures",
        "schedule": crontab(hour="2", minute="10"),
    },
    "every minute take up uploads whose worker is gone": {
        "task": "sessions_events.resume_uploads",
        "schedule": crontab(),
    },
    "every minute take up imports of the register whose worker is gone": {
        "task": "registrants.resume_imports",
        "schedule": crontab(),
    },
    "every minute take up late points and removals whose worker is gone": {
        "task": "compliance.resume_acts",
        "schedule": crontab(),
    },
    "every minute take up end-of-cycle runs whose worker is gone": {
        "task": "compliance.resume_runs",
        "schedule": crontab(),
    },
    "every minute take up certificates whose worker is gone": {
        "task": "sessions_events.resume_certificates",
        "schedule": crontab(),
    },
    "every minute take up letters whose worker is gone, or whose run is sealed now": {
        "task": "compliance.resume_letters",
        "schedule": crontab(),
    },
    **{
        sweep.words: {"task": sweep.task, "schedule": crontab(minute=str(sweep.minute))}
        for sweep in SWEEPS
    },
}


@beat_init.connect
def beat_at_once(sender, **kwargs):
    """Send the first heartbeat when beat starts, so that /healthz need not wait for it."""
    app.send_task("core.heartbeat")
