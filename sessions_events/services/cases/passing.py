"""Who has the case now: from the provider to staff, and back when staff found the event."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from registrants import queries as register_queries
from sessions_events import notifications, queries, workflow
from sessions_events.enums import Told
from sessions_events.models import PointsCase
from sessions_events.queries import cases as reads
from sessions_events.services.cases.keeping import due_in, say


@transaction.atomic
def pass_on(*, case: PointsCase, reason: str, actor: Actor, at: datetime) -> PointsCase:
    """The provider, or staff themselves, give it to staff, with the reason: they have 10 working
    days. The provider can still add the points."""
    return hand_to_staff(case, reason, actor=actor, at=at)


@transaction.atomic
def pass_on_overdue(*, case: PointsCase, actor: Actor, at: datetime) -> PointsCase:
    """The provider's 10 working days are over: staff have it from now on."""
    words = _("The provider did not settle it in time, so GOC staff have it now.")
    return hand_to_staff(case, words, actor=actor, at=at)


def hand_to_staff(case: PointsCase, words: str, *, actor: Actor, at: datetime) -> PointsCase:
    """In the caller's transaction. What staff have already stays with them, with the message."""
    case = lock(case)
    if workflow.points_case.steps["pass_on"].target != case.status:
        case = workflow.points_case.move(
            case,
            "pass_on",
            actor=actor,
            at=at,
            reason=words,
            **due_in(limits.CASE_STAFF_WORKING_DAYS, at=at, rule=limits.RULE_CASE_STAFF),
        )
    message = say(case, words, step="pass_on", actor=actor, at=at)
    notifications.CasePassedOn(case, message).send(at=at, besides=actor.user_id)
    return case


@transaction.atomic
def name_event(*, case: PointsCase, ev_number: str, actor: Actor, at: datetime) -> PointsCase:
    """Staff have found the event: the provider has its 10 working days from now.

    Refused for a number that no event has, for an event of the GOC's own, and where the person has
    another open case or points for it.
    """
    case = lock(case)
    require(workflow.points_case.refusal(case, "name_event", actor=actor, at=at))
    if case.event:
        raise Refused(Refusal(_("It is known which event this case is about.")))
    event = queries.event_numbered(ev_number)
    if event is None:
        raise Refused(Refusal(_("No event has this number.")))
    if event.provider.own:
        raise Refused(Refusal(_("This event is the GOC’s own, so staff settle it themselves.")))
    if reads.open_case_of(case.registrant_id, event):
        raise Refused(Refusal(_("The person has another open case about this event.")))
    if register_queries.lines_for(event.ev_number, [case.registrant_id]).exists():
        raise Refused(Refusal(_("The person has points for this event already.")))
    case = workflow.points_case.move(
        case,
        "name_event",
        actor=actor,
        at=at,
        event=event,
        provider=event.provider,
        **due_in(limits.CASE_PROVIDER_WORKING_DAYS, at=at, rule=limits.RULE_CASE_PROVIDER),
    )
    words = _("It is about %(number)s, %(title)s.")
    said = words % {"number": event.ev_number, "title": event.application.title}
    say(case, said, step="name_event", actor=actor, at=at)
    notifications.CaseOpened(case).send(at=at, besides=actor.user_id)
    return case


@transaction.atomic
def remind(*, case: PointsCase, actor: Actor, at: datetime) -> PointsCase:
    """Whoever has the case is told that its last day is near; once for each clock."""
    return _tell(case, Told.REMINDED, notifications.CaseDueSoon(case), actor=actor, at=at)


@transaction.atomic
def tell_late(*, case: PointsCase, actor: Actor, at: datetime) -> PointsCase:
    """The CET manager is told that staff are late; nothing is decided by the clock."""
    return _tell(case, Told.LATE, notifications.CaseLate(case), actor=actor, at=at)


def _tell(
    case: PointsCase,
    told: Told,
    message: notifications.AboutCase,
    *,
    actor: Actor = CLOCK,
    at: datetime,
) -> PointsCase:
    case = lock(case)
    case.told = told
    case.save(update_fields=["told"])
    audit.record("points_case.tell", case, actor=actor, at=at, told=told.value)
    message.send(at=at)
    return case
