"""Where a duty stands on the ladder of reminders, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.workdays import Holidays, working_days_between
from sessions_events.models import Duty, Event
from sessions_events.rules.reminding import TOLD_HOLD, Step, step_of

SAID = {
    Step.SOON: gettext_lazy("Reminded before the last day"),
    Step.LAST_DAY: gettext_lazy("Reminded on the last day"),
    Step.OVERDUE: gettext_lazy("Told that it is overdue"),
    Step.WEEKLY: gettext_lazy("Reminded in week %(week)d"),
    Step.HOLD: gettext_lazy("Principal contact and CET manager told"),
}
# Weeks are counted from the last day; the rungs before it are two, and one is the day after.
RUNGS_BEFORE_THE_WEEKS = 3


def said(told: int) -> str:
    """The last step of the ladder that was told, in words, with `told` rungs behind."""
    if not told:
        return _("Not told yet")
    words = str(SAID[step_of(told - 1)]) % {"week": told - RUNGS_BEFORE_THE_WEEKS}
    if told > TOLD_HOLD:
        return _("%(hold)s; %(last)s") % {"hold": SAID[Step.HOLD], "last": words.lower()}
    return words


@dataclass(frozen=True, slots=True)
class Late:
    """How late something is today: worked out to be shown, from the stored date."""

    due_on: date
    working_days: int
    days: int

    @classmethod
    def since(cls, due_on: date, today: date, known: Holidays) -> "Late":
        """How late what was due on `due_on` is, or was when it was done on `today`."""
        return cls(due_on, working_days_between(due_on, today, known), (today - due_on).days)

    @classmethod
    def of(cls, duty: Duty, known: Holidays) -> "Late":
        """How late what is done was: declared, and done, but not the days between them in which
        the declaration was held."""
        parts = []
        if duty.first_due_on and duty.late_on:
            parts.append(cls.since(duty.first_due_on, duty.late_on, known))
        if duty.closed_on and duty.closed_on > duty.due_on:
            parts.append(cls.since(duty.due_on, duty.closed_on, known))
        working_days = sum(part.working_days for part in parts)
        return cls(duty.was_due_on, working_days, sum(part.days for part in parts))


@dataclass(frozen=True, slots=True)
class Rung:
    """What a page says of the duty that comes first: the next reminder, and the hold."""

    duty: Duty
    is_late: bool
    holds: bool


def rung_of(event: Event, duties: Iterable[Duty], today: date) -> Rung | None:
    """Where the earliest open duty of an event stands; None if nothing is owed."""
    if event.status not in Event.OPEN_STATUSES:
        return None
    first = next((duty for duty in duties if duty.closed_on is None), None)
    if first is None:
        return None
    holds = first.hold_on is not None and first.hold_on <= today
    return Rung(first, first.due_on < today, holds)
