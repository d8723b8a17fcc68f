"""Is every part alive? For /healthz, the demonstration's start and load balancers."""

from collections.abc import Callable
from datetime import timedelta

from celery import current_app
from django.db import DatabaseError
from django.db import connection as database_connection
from django.utils import timezone  # the rehearsal clock must not make a heartbeat old

from cet_portal.core import queue
from cet_portal.core.models import Heartbeat

STALE_AFTER = timedelta(seconds=60)
PATIENCE = 1.0


class Unwell(Exception):
    """Why a part is not well."""


def beat() -> None:
    """Note that beat sent a task and a worker carried it out."""
    Heartbeat.objects.update_or_create(name="beat", defaults={"at": timezone.now()})


def database() -> None:
    try:
        with database_connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise Unwell(f"the database does not answer: {str(error).splitlines()[0]}") from error


def broker() -> None:
    try:
        with queue.impatient_connection() as connection:
            connection.default_channel.client.ping()
    except Exception as error:
        raise Unwell(f"the broker does not answer: {type(error).__name__}") from error


def worker() -> None:
    try:
        with queue.impatient_connection() as connection:
            answers = current_app.control.ping(timeout=PATIENCE, limit=1, connection=connection)
    except Exception as error:
        raise Unwell("no worker can be asked: the broker is away") from error
    if not answers:
        raise Unwell(f"no worker answered within {PATIENCE:.0f} second")


def beat_heartbeat() -> None:
    try:
        last = Heartbeat.objects.filter(name="beat").values_list("at", flat=True).first()
    except DatabaseError as error:
        raise Unwell("the heartbeat cannot be read: the database is away") from error
    if last is None:
        raise Unwell("no heartbeat yet")
    age = timezone.now() - last
    if age > STALE_AFTER:
        raise Unwell(f"the last heartbeat is {age.total_seconds():.0f} seconds old")


PARTS: dict[str, Callable[[], None]] = {
    "database": database,
    "broker": broker,
    "worker": worker,
    "beat": beat_heartbeat,
}


def report() -> dict[str, str]:
    """Each part with "ok" or the reason why not."""
    states = {}
    for name, look in PARTS.items():
        try:
            look()
        except Unwell as unwell:
            states[name] = str(unwell)
        else:
            states[name] = "ok"
    return states
