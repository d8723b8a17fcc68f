"""How a case ends: points added, corrected, no change; or the registrant takes it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workdays import NO_DEADLINE
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from registrants import queries as register_queries
from registrants import services as register_services
from registrants.enums import PointStatus
from registrants.models import PointEntry
from sessions_events import notifications, queries, workflow
from sessions_events.enums import CaseKind
from sessions_events.models import Event, PointsCase
from sessions_events.queries import cases as reads
from sessions_events.rules.completing import Completion, Exact
from sessions_events.services.cases import giving
from sessions_events.services.cases.keeping import due_in, say
from sessions_events.services.cases.passing import hand_to_staff

NOTHING = Completion()


@transaction.atomic
def add(
    *,
    case: PointsCase,
    done: Completion = NOTHING,
    reason: str = "",
    ev_number: str = "",
    actor: Actor,
    at: datetime,
) -> PointsCase:
    """The missing points are there now: made by the ordinary upload of one row.

    `ev_number`: of which event, where the registrant had not found it; staff know.

    What the provider adds after the cycle's end is LATE, and the case goes on to staff, who settle
    it. Points that came meanwhile are not made twice. Refused where the upload would be.
    """
    case = _locked(case, "add", actor=actor, at=at)
    case = with_event(case, ev_number, actor=actor)
    line = points_given(case, done, actor=actor, at=at)
    return _given(case, line, "add", reason=reason, actor=actor, at=at)


@transaction.atomic
def correct(
    *,
    case: PointsCase,
    reason: str,
    done: Completion = NOTHING,
    exact: Exact | None = None,
    actor: Actor,
    at: datetime,
) -> PointsCase:
    """The queried line is taken back, and the right one written; both or neither.

    `exact`: points, type and day as GOC staff set them. Refused for missing points, where the
    upload would be, and for points that were accepted, if it is not staff.
    """
    case = _locked(case, "correct", actor=actor, at=at)
    line = corrected(case, done, exact, reason=reason, actor=actor, at=at)
    return _given(case, line, "correct", reason=reason, actor=actor, at=at)


@transaction.atomic
def refuse(*, case: PointsCase, reason: str, actor: Actor, at: datetime) -> PointsCase:
    """Nothing changes, with the reason: the registrant may dispute it within 20 working days.

    A queried line waits for its registrant again. If its cycle has ended, staff decide: then it
    counts as it stands, since the query alone kept it open. Points that the provider added too
    late, and staff refuse, lapse.
    """
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the registrant reads it.")))
    case = _locked(case, "refuse", actor=actor, at=at)
    line = lock(case.entry) if case.entry else None
    late = line is not None and line.status == PointStatus.LATE
    if late and actor.tenant_id is not None:
        return hand_to_staff(case, reason, actor=actor, at=at)
    if line and line.status == PointStatus.QUERIED:
        register_services.answer_query(entry=line, reason=reason, actor=actor, at=at)
    elif line and late:
        act = (
            register_services.settle_late
            if case.kind == CaseKind.QUERY
            else register_services.refuse_late
        )
        act(lines=register_queries.those([line.pk]), reason=reason, actor=actor, at=at)
    case = workflow.points_case.move(
        case,
        "refuse",
        actor=actor,
        at=at,
        reason=reason,
        refused_by_id=actor.user_id,
        closed_at=at,
        **due_in(limits.CASE_DISPUTE_WORKING_DAYS, at=at, rule=limits.RULE_CASE_DISPUTE),
    )
    message = say(case, reason, step="refuse", actor=actor, at=at)
    notifications.CaseSettled(case, message).send(at=at, besides=actor.user_id)
    return case


@transaction.atomic
def withdraw(*, case: PointsCase, actor: Actor, at: datetime, reason: str = "") -> PointsCase:
    """The registrant takes the case back; a queried line waits for them again."""
    case = _locked(case, "withdraw", actor=actor, at=at)
    line = lock(case.entry) if case.entry else None
    if line and line.status == PointStatus.QUERIED:
        # The case follows its line: see `following.close_dropped`.
        register_services.drop_query(entry=line, actor=actor, at=at, reason=reason)
        return lock(case)
    return withdrawn(case, reason, actor=actor, at=at)


def withdrawn(case: PointsCase, reason: str, *, actor: Actor, at: datetime) -> PointsCase:
    """Close it as withdrawn, and tell the others. In the caller's transaction."""
    case = workflow.points_case.move(
        case, "withdraw", actor=actor, at=at, reason=reason, closed_at=at, **NO_DEADLINE
    )
    message = say(case, reason, step="withdraw", actor=actor, at=at)
    notifications.CaseSettled(case, message).send(at=at, besides=actor.user_id)
    return case


def with_event(case: PointsCase, ev_number: str, *, actor: Actor) -> PointsCase:
    """The case with the event that staff found for it, if nobody knew it before."""
    if case.event or not ev_number or actor.tenant_id is not None:
        return case
    event = queries.event_numbered(ev_number)
    if event is None:
        raise Refused(Refusal(_("No event has this number.")))
    if reads.open_case_of(case.registrant_id, event):
        raise Refused(Refusal(_("The person has another open case about this event.")))
    case.event, case.provider = event, event.provider
    case.save(update_fields=["event", "provider"])
    return case


def points_given(case: PointsCase, done: Completion, *, actor: Actor, at: datetime) -> PointEntry:
    """The line for the event of the case, made now unless it came meanwhile."""
    event = _event_of(case)
    if case.kind == CaseKind.QUERY:
        raise Refused(Refusal(_("The points are there. Correct them instead.")))
    if giving.standing_line(event.ev_number, case.registrant_id) is None:
        giving.give(event, case.number, case.surname, done, actor=actor, at=at)
    return _line(event.ev_number, case)


def corrected(
    case: PointsCase,
    done: Completion,
    exact: Exact | None,
    *,
    reason: str,
    actor: Actor,
    at: datetime,
) -> PointEntry:
    """The right line instead of the wrong one."""
    if case.entry is None or case.kind != CaseKind.QUERY:
        raise Refused(Refusal(_("There is nothing to correct yet. Add the points instead.")))
    if exact and actor.tenant_id is not None:
        raise Refused(Refusal(_("Only GOC staff set points that the approval does not give.")))
    old = case.entry
    giving.take_back(old, case.event, reason=reason, actor=actor, at=at)
    if exact:
        giving.give_exactly(old, exact, actor=actor, at=at)
    else:
        giving.give(_event_of(case), case.number, case.surname, done, actor=actor, at=at)
    return _line(old.event_reference, case)


def _given(
    case: PointsCase, line: PointEntry, step: str, *, reason: str, actor: Actor, at: datetime
) -> PointsCase:
    said = reason or _("The points are on the statement.")
    line = giving.settle_if_late(line, reason=f"{case.reference}: {said}", actor=actor, at=at)
    if line.status == PointStatus.LATE:
        PointsCase.objects.filter(pk=case.pk).update(entry=line)
        return hand_to_staff(lock(case), reason, actor=actor, at=at)
    case = workflow.points_case.move(
        case, step, actor=actor, at=at, reason=reason, entry=line, closed_at=at, **NO_DEADLINE
    )
    message = say(case, reason, step=step, actor=actor, at=at)
    notifications.CaseSettled(case, message).send(at=at, besides=actor.user_id)
    return case


def _locked(case: PointsCase, step: str, *, actor: Actor, at: datetime) -> PointsCase:
    """The case, locked and allowed, before anything is made for it."""
    case = lock(case)
    require(workflow.points_case.refusal(case, step, actor=actor, at=at))
    return case


def _event_of(case: PointsCase) -> Event:
    if case.event is None:
        raise Refused(Refusal(_("Say first which event it is.")))
    return case.event


def _line(event_reference: str, case: PointsCase) -> PointEntry:
    line = giving.standing_line(event_reference, case.registrant_id)
    if line is None:
        # The number belongs to somebody else: the register was put right after the case began.
        raise Refused(Refusal(_("These points would go to another person on the register.")))
    return line
