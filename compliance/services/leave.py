"""Times on leave of a request for an exception: added, corrected, taken back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from compliance import permissions, workflow
from compliance.enums import ForThem
from compliance.models import ExceptionRequest, LeavePeriod
from compliance.rules import Period
from compliance.services import assisting
from registrants.models import AssistedRequest

MOST_LEAVE = 10
# Corrections of one request: nobody needs so many, and each is kept.
MOST_CHANGES = 50


@transaction.atomic
def add_leave(
    *,
    request: ExceptionRequest,
    period: Period,
    start: date,
    end: date,
    on: AssistedRequest | None = None,
    actor: Actor,
    at: datetime,
) -> LeavePeriod:
    """Another time on leave. Refused like a file, and where it is reversed, outside the cycle, or
    overlaps another."""
    request = collecting(request=request, on=on, actor=actor, at=at)
    if request.leave.standing().count() >= MOST_LEAVE:
        most = {"most": MOST_LEAVE}
        raise Refused(Refusal(_("A request has at most %(most)d periods of leave.") % most))
    added = put_leave(request=request, period=period, start=start, end=end, actor=actor, at=at)
    assisting.note(case=request, act=ForThem.LEAVE, on=on, actor=actor, at=at)
    return added


@transaction.atomic
def change_leave(
    *,
    leave: LeavePeriod,
    period: Period,
    days: tuple[date, date] | None,
    reason: str,
    on: AssistedRequest | None = None,
    actor: Actor,
    at: datetime,
) -> LeavePeriod | None:
    """A time on leave was typed wrongly: the right first and last day take its place, or nothing
    does (`days` None). The old one is kept with the reason.

    Refused like another time on leave, without a reason, where it was changed meanwhile or would
    stay as it is, and beyond `MOST_CHANGES`.
    """
    request = collecting(request=leave.request, on=on, actor=actor, at=at)
    current = request.leave.standing().filter(pk=leave.pk).first()
    if current is None:
        raise Refused(Refusal(_("This leave was changed meanwhile. Look at it again.")))
    if not reason.strip():
        raise Refused(Refusal(_("Say what was wrong.")))
    if days == (current.start, current.end):
        raise Refused(Refusal(_("These are the days that it has.")))
    if request.leave.changed().count() >= MOST_CHANGES:
        raise Refused(Refusal(_("So many corrections cannot be kept: say it in a document.")))
    current.changed_at, current.changed_because = at, reason.strip()
    current.changed_by_id = actor.user_id
    current.save(update_fields=["changed_at", "changed_because", "changed_by_id"])
    new = (
        put_leave(request=request, period=period, start=days[0], end=days[1], actor=actor, at=at)
        if days
        else None
    )
    if new:
        current.replaced_by = new
        current.save(update_fields=["replaced_by"])
    audit.record(
        "exception_request.change_leave",
        request,
        actor=actor,
        at=at,
        leave=str(current),
        now=str(new or ""),
    )
    assisting.note(case=request, act=ForThem.CORRECT, on=on, actor=actor, at=at)
    return new


def collecting(
    *, request: ExceptionRequest, on: AssistedRequest | None, actor: Actor, at: datetime
) -> ExceptionRequest:
    """The request locked, if evidence can be added still; by staff `on` what its person asked."""
    request = lock(request)
    require(permissions.may_act_for(actor, request, on, at=at))
    require(permissions.why_no_evidence(request, at=at))
    require(workflow.exception_request.refusal(request, "send", actor=actor, at=at))
    return request


def put_leave(
    *,
    request: ExceptionRequest,
    period: Period,
    start: date,
    end: date,
    actor: Actor,
    at: datetime,
) -> LeavePeriod:
    """Keep a time on leave. Refused where it is reversed, outside the cycle, or overlaps one that
    stands: the sentence names it."""
    if start > end:
        raise Refused(Refusal(_("Leave ends on the day on which it begins, or later.")))
    if end < period.first_day or start > period.last_day:
        words = {"cycle": period.name}
        raise Refused(Refusal(_("This leave lies outside the cycle %(cycle)s.") % words))
    there = request.leave.standing().filter(start__lte=end, end__gte=start).first()
    if there:
        words = {"first": _day(there.start), "last": _day(there.end)}
        raise Refused(
            Refusal(
                _("It overlaps the leave from %(first)s to %(last)s: correct that one.") % words
            )
        )
    leave = LeavePeriod.objects.create(request=request, start=start, end=end)
    audit.record("exception_request.add_leave", request, actor=actor, at=at, leave=str(leave))
    return leave


def _day(day: date) -> str:
    return date_format(day, "j F Y")
