"""Running every timer for a rehearsal, and what each of them did."""

import logging
from dataclasses import dataclass
from uuid import UUID

from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from cet_portal.core.models import OutboxMessage, SweepRun
from cet_portal.core.queue import impatient_connection
from cet_portal.home.timetable import NIGHTLY, SWEEPS, Sweep

log = logging.getLogger(__name__)


def send_sweeps(rehearsal: UUID) -> bool:
    """Ask the worker for every timer and for the night's counting.

    False when the queue is away (then beat's turn is next).
    """
    ids = {"rehearsal": str(rehearsal)}
    try:
        with impatient_connection() as connection:
            for task in (*(sweep.task for sweep in SWEEPS), *NIGHTLY):
                current_app.send_task(task, kwargs=ids, connection=connection, retry=False)
    except (OperationalError, RedisError, OSError) as error:
        log.warning("The rehearsal's timers could not be sent: %s", error)
        return False
    return True


@dataclass(frozen=True, slots=True)
class Report:
    """What one timer did in a rehearsal; `run` None: it has not reported yet."""

    sweep: Sweep
    run: SweepRun | None


def reports(rehearsal: UUID) -> list[Report]:
    """Every timer with its run, in the order of the timetable."""
    runs = {run.name: run for run in SweepRun.objects.filter(rehearsal=rehearsal)}
    return [Report(sweep, runs.get(sweep.task)) for sweep in SWEEPS]


def messages_of(found: list[Report]):
    """The messages that these runs wrote, in the order in which they were written."""
    moments = [report.run.at for report in found if report.run]
    return OutboxMessage.objects.filter(created_at__in=moments).order_by("pk")
