"""Staff act for somebody without internet, on a recorded request (docs/adr/0029)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from registrants import notifications, permissions, queries, rules
from registrants.enums import AssistedAct, DeclineReason, PointStatus, QueryProblem, RequestWay
from registrants.models import AssistedRequest, PointEntry, Registrant
from registrants.services.accepting import accept_lines
from registrants.services.objecting import decline_lines, query_line


@transaction.atomic
def record_request(
    *,
    registrant: Registrant,
    way: RequestWay,
    received_on: date,
    words: str,
    actor: Actor,
    at: datetime,
) -> AssistedRequest:
    """Keep what somebody asked for by letter or phone. Refused for a day to come."""
    require(permissions.may_assist(actor, registrant, at=at))
    if received_on > london_date(at):
        raise Refused(Refusal(_("The day received must be today or in the past.")))
    request = AssistedRequest.objects.create(
        registrant=registrant,
        way=RequestWay(way),
        received_on=received_on,
        words=words,
        recorded_by_id=actor.user,
        recorded_at=at,
    )
    audit.record("register.record_request", registrant, actor=actor, at=at, request=request.pk)
    return request


@transaction.atomic
def accept_for(
    *, request: AssistedRequest, lines: Collection[int], actor: Actor, at: datetime
) -> list[PointEntry]:
    """Accept these lines (keys) of the person who asked; returns what was accepted."""
    reason = reason_for(request, AssistedAct.ACCEPT, actor=actor, at=at)
    accepted = accept_lines(lines=_theirs(request, lines), actor=actor, at=at, reason=reason)
    return record_done(request, AssistedAct.ACCEPT, accepted, actor=actor, at=at)


@transaction.atomic
def decline_for(
    *,
    request: AssistedRequest,
    lines: Collection[int],
    because: DeclineReason,
    actor: Actor,
    at: datetime,
) -> list[PointEntry]:
    """Decline these lines of the person who asked; returns what was declined."""
    reason = reason_for(request, AssistedAct.DECLINE, actor=actor, at=at)
    declined = decline_lines(
        lines=_theirs(request, lines), because=because, actor=actor, at=at, reason=reason
    )
    return record_done(request, AssistedAct.DECLINE, declined, actor=actor, at=at)


@transaction.atomic
def query_for(
    *,
    request: AssistedRequest,
    lines: Collection[int],
    problem: QueryProblem,
    message: str,
    actor: Actor,
    at: datetime,
) -> list[PointEntry]:
    """Query these lines for the person who asked; their provider answers. Raises `Refused`."""
    reason = reason_for(request, AssistedAct.QUERY, actor=actor, at=at)
    pending = queries.those(_theirs(request, lines)).filter(status=PointStatus.PENDING)
    queried = [
        query_line(entry=entry, problem=problem, message=message, actor=actor, at=at, reason=reason)
        for entry in pending.order_by("pk")
    ]
    return record_done(request, AssistedAct.QUERY, queried, actor=actor, at=at)


def reason_for(request: AssistedRequest, act: AssistedAct, *, actor: Actor, at: datetime) -> str:
    require(permissions.may_assist(actor, request.registrant, at=at))
    return rules.said(act, request.way, request.received_on)


def _theirs(request: AssistedRequest, lines: Collection[int]) -> list[int]:
    """Only lines of the person who asked."""
    found = PointEntry.objects.filter(registrant_id=request.registrant_id, pk__in=list(lines))
    return list(found.values_list("pk", flat=True))


def record_done(
    request: AssistedRequest,
    act: AssistedAct,
    lines: Iterable[PointEntry],
    *,
    actor: Actor,
    at: datetime,
) -> list[PointEntry]:
    """The person's side of the audit trail, and a mail if they have an address."""
    done = list(lines)
    if done:
        audit.record(
            f"register.assist_{act.value.lower()}",
            request.registrant,
            actor=actor,
            at=at,
            request=request.pk,
            lines=[line.reference for line in done],
        )
        notifications.Assisted(request, act, done, at).send(at=at)
    return done
