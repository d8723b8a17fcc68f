"""The deadline rehearsal: moving the clock forward and running the timers (decisions.md 5).

Never in production: nothing routes here, and `clock.now` reads no shift there.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import LONDON, london_date
from cet_portal.core.models import ClockShift, OutboxMessage, SweepRun
from cet_portal.core.permissions import Refusal, require
from cet_portal.core.queue import impatient_connection
from cet_portal.core.timetable import SWEEPS, Sweep

log = logging.getLogger(__name__)

# Past the end of every cycle that has begun.
MOST_DAYS = 1200
# Ten minutes into the day, when whatever was due the day before is past.
EARLY = time(0, 10)


def morning_of(day: date) -> datetime:
    """Ten past midnight in London."""
    return datetime.combine(day, EARLY, tzinfo=LONDON)


def may_move(to: datetime, *, at: datetime, real: datetime) -> Refusal | None:
    """Forward only, and not further than the reach of a rehearsal."""
    if to <= at:
        return Refusal(
            _("The clock can only be moved forward, and MyCET believes it is %(day)s.")
            % {"day": _in_words(london_date(at))}
        )
    furthest = london_date(real) + timedelta(days=MOST_DAYS)
    if london_date(to) > furthest:
        return Refusal(
            _("A rehearsal reaches no further than %(day)s.") % {"day": _in_words(furthest)}
        )
    return None


@transaction.atomic
def move_to(*, to: datetime, at: datetime, real: datetime, rehearsal: UUID, actor: Actor) -> None:
    """Make the portal believe it is `to`. `at`: what it believes now; `real`: the real instant."""
    require(may_move(to, at=at, real=real))
    shift, _created = ClockShift.objects.update_or_create(
        only_row=True, defaults={"seconds": int((to - real).total_seconds())}
    )
    audit.record(
        "clock.move",
        shift,
        actor=actor,
        at=at,
        to=to.isoformat(timespec="minutes"),
        rehearsal=str(rehearsal),
    )


@transaction.atomic
def back_to_the_real_date(*, actor: Actor, at: datetime) -> bool:
    """End the rehearsal; what fired stays as it is. False when there was none."""
    shift = ClockShift.objects.select_for_update().first()
    if shift is None:
        return False
    audit.record("clock.back", shift, actor=actor, at=at)
    shift.delete()
    return True


def send_sweeps(rehearsal: UUID) -> bool:
    """Ask the worker for every timer; False when the queue is away (then beat's turn is next)."""
    ids = {"rehearsal": str(rehearsal)}
    try:
        with impatient_connection() as connection:
            for sweep in SWEEPS:
                current_app.send_task(sweep.task, kwargs=ids, connection=connection, retry=False)
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


def _in_words(day: date) -> str:
    return date_format(day, "l j F Y")
