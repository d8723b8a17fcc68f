"""Moving the clock forward and back, for the deadline rehearsal (decisions.md 5).

Never in production: nothing routes here, and `clock.now` reads no shift there.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import LONDON, london_date
from cet_portal.core.models import ClockShift
from cet_portal.core.permissions import Refusal, require

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


def _in_words(day: date) -> str:
    return date_format(day, "l j F Y")
