"""Cases whose day comes: to pass on, to remind of, to tell as late."""

from datetime import date

from cet_portal.core.actor import Actor
from cet_portal.core.workdays import Holidays, add_working_days
from cet_portal.scheme import limits
from sessions_events.models import PointsCase
from sessions_events.queries.cases.waiting import open_of


def to_pass_on(today: date):
    """Cases whose provider did not settle them in time."""
    return PointsCase.objects.to_pass_on(today)


def to_remind(today: date, holidays: Holidays):
    """Cases whose last day is 3 working days away or less, and nobody was reminded."""
    day = add_working_days(today, limits.CASE_REMIND_WORKING_DAYS_BEFORE, holidays)
    return PointsCase.objects.to_remind(day).filter(due_on__gte=today)


def to_tell_late(today: date):
    """Cases that staff have had for too long, untold."""
    return PointsCase.objects.to_tell_late(today)


def due_from(actor: Actor, today: date):
    """Open cases and their dates to come."""
    return open_of(actor).filter(due_on__gte=today)
