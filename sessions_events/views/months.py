"""Distance learning: what was done for each month, in words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from sessions_events import permissions
from sessions_events.models import Duty, Event
from sessions_events.queries.duties import duties_of, nil_returns_of

LAST = "last"


TAGS = {"OVERDUE": gettext_lazy("Overdue"), "LATE": gettext_lazy("Late")}


@dataclass(frozen=True, slots=True)
class Line:
    """One month, or the time after closing, as the page shows it."""

    name: str
    duty: Duty
    state: str
    tag: str
    words: str
    url: str


def month_lines(event: Event, *, actor: Actor, at: datetime) -> tuple[list[Line], int]:
    """The months up to this one and what is due after closing, the latest first; and how many
    months are still to come."""
    if not event.is_distance_learning:
        return [], 0
    today, found = london_date(at), list(duties_of(event))
    to_come = [duty for duty in found if duty.month and duty.month > today]
    shown = [duty for duty in found if duty not in to_come]
    nil = nil_returns_of(event)
    return [_line(event, duty, nil, actor, at) for duty in reversed(shown)], len(to_come)


def name_of(duty: Duty) -> str:
    """What people call it: October 2026; or after it has closed."""
    if duty.month is None:
        return _("After it has closed")
    return date_format(duty.month, "F Y")


def _line(
    event: Event, duty: Duty, nil: list[tuple[date | None, date]], actor: Actor, at: datetime
) -> Line:
    may = permissions.may_make_nil_return(actor, event, duty, at=at) is None
    state, words = _state(duty, nil, london_date(at))
    return Line(
        name_of(duty), duty, state, TAGS.get(state, ""), words, _address(event, duty) if may else ""
    )


def _address(event: Event, duty: Duty) -> str:
    month = f"{duty.month:%Y-%m}" if duty.month else LAST
    return reverse("sessions_events:nil_return", args=[event.ev_number, month])


def _state(duty: Duty, nil: list[tuple[date | None, date]], today: date) -> tuple[str, str]:
    if duty.closed_on is None:
        days = {"day": date_format(duty.due_on, "j F Y")}
        if duty.due_on < today:
            return "OVERDUE", _("Overdue since %(day)s") % days
        return "DUE", _("Due by %(day)s") % days
    days = {"day": date_format(duty.closed_on, "j F Y")}
    state = "LATE" if duty.was_late else "DONE"
    if duty.nil_return:
        return state, _("Nil return on %(day)s") % days
    said = _untrue(duty, nil)
    if said:
        days["nil"] = date_format(said, "j F Y")
        return state, _("Nil return made %(nil)s, put right by an upload %(day)s") % days
    return state, _("Done on %(day)s") % days


def _untrue(duty: Duty, nil: list[tuple[date | None, date]]) -> date | None:
    """On which day a nil return was made that an upload put right; the last one is one for all
    that was open then."""
    made = [day for month, day in nil if month in (duty.month, None)]
    return next((day for day in made if duty.closed_on and day <= duty.closed_on), None)
