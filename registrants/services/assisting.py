"""Staff act for somebody without internet, on a recorded request (docs/adr/0029)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from cet_portal.scheme import queries as scheme_queries
from registrants import notifications, permissions, queries, rules, workflow
from registrants.enums import AssistedAct, DeclineReason, PointStatus, QueryProblem, RequestWay
from registrants.events import line_limits_asked
from registrants.models import AssistedRequest, PointEntry, Registrant
from registrants.services.accepting import accept_lines
from registrants.services.ledger import Occasion, PointOffer, offer_points
from registrants.services.objecting import decline_lines, query_line

# Nothing is approved for as much.
MOST_POINTS = 40


@dataclass(frozen=True, slots=True)
class Correction:
    """What a line should have said."""

    total: int
    interactive: int
    event_date: date


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
    reason = _reason(request, AssistedAct.ACCEPT, actor=actor, at=at)
    accepted = accept_lines(lines=_theirs(request, lines), actor=actor, at=at, reason=reason)
    return _done(request, AssistedAct.ACCEPT, accepted, actor=actor, at=at)


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
    reason = _reason(request, AssistedAct.DECLINE, actor=actor, at=at)
    declined = decline_lines(
        lines=_theirs(request, lines), because=because, actor=actor, at=at, reason=reason
    )
    return _done(request, AssistedAct.DECLINE, declined, actor=actor, at=at)


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
    reason = _reason(request, AssistedAct.QUERY, actor=actor, at=at)
    pending = queries.those(_theirs(request, lines)).filter(status=PointStatus.PENDING)
    queried = [
        query_line(entry=entry, problem=problem, message=message, actor=actor, at=at, reason=reason)
        for entry in pending.order_by("pk")
    ]
    return _done(request, AssistedAct.QUERY, queried, actor=actor, at=at)


@transaction.atomic
def correct_for(
    *,
    request: AssistedRequest,
    entry: PointEntry,
    correction: Correction,
    actor: Actor,
    at: datetime,
) -> PointEntry:
    """A right line instead of a wrong one, which stays in the ledger as taken back.

    The new one is accepted if the old one was. Refused if nothing changes, when the line is not
    that of the person who asked or stands no longer, on a day on which the event was not held, and
    for more points than it was approved for.
    """
    reason = _reason(request, AssistedAct.CORRECT, actor=actor, at=at)
    old = lock(entry)
    require(_correctable(request, old, correction, at=at))
    was_accepted = old.status == PointStatus.ACCEPTED
    workflow.point.move(old, "reverse", actor=actor, at=at, reason=reason)
    offer_points(
        occasion=Occasion(old.event_reference, old.c_number, old.title, old.provider_name),
        offers=[_offer(old, correction)],
        actor=actor,
        at=at,
    )
    new = queries.lines_for(old.event_reference, [old.registrant_id]).get()
    if was_accepted and new.status == PointStatus.PENDING:
        accept_lines(lines=[new.pk], actor=actor, at=at, reason=reason)
        new.refresh_from_db()
    _done(request, AssistedAct.CORRECT, [new], actor=actor, at=at)
    return new


def _correctable(
    request: AssistedRequest, old: PointEntry, correction: Correction, *, at: datetime
) -> Refusal | None:
    if old.registrant_id != request.registrant_id:
        return Refusal(_("This line belongs to somebody else."))
    if (old.total, old.interactive, old.event_date) == (
        correction.total,
        correction.interactive,
        correction.event_date,
    ):
        return Refusal(_("Nothing is different: change the points or the date."))
    if correction.interactive > correction.total:
        return Refusal(_("There cannot be more interactive points than points."))
    if correction.event_date > london_date(at):
        return Refusal(_("The date must be today or in the past."))
    if correction.total > MOST_POINTS:
        return Refusal(_("A line has at most %(most)s points.") % {"most": MOST_POINTS})
    if not scheme_queries.is_in_a_cycle(correction.event_date):
        return Refusal(_("There was no CET scheme on that day."))
    return _beyond_the_event(old, correction)


def _beyond_the_event(old: PointEntry, correction: Correction) -> Refusal | None:
    """Only whoever keeps the events knows their days and what they were approved for."""
    for _receiver, answer in line_limits_asked.send(sender=PointEntry, entry=old):
        # The types of signals know of texts alone.
        limits = cast(tuple[date, date, int] | None, answer)
        if limits is None:
            continue
        first, last, most = limits
        words: dict[str, Any] = {
            "event": old.event_reference,
            "first": date_format(first, "j F Y"),
            "last": date_format(last, "j F Y"),
            "most": most,
        }
        if not first <= correction.event_date <= last:
            return Refusal(
                _("%(event)s was held on %(first)s.") % words
                if first == last
                else _("%(event)s was open from %(first)s to %(last)s.") % words
            )
        if correction.total > max(most, old.total):
            sentence = ngettext(
                "%(event)s was approved for %(most)s point at most.",
                "%(event)s was approved for %(most)s points at most.",
                most,
            )
            return Refusal(sentence % words)
    return None


def preview_correction(
    *,
    request: AssistedRequest,
    entry: PointEntry,
    correction: Correction,
    actor: Actor,
    at: datetime,
) -> PointEntry:
    """The line that `correct_for` would write, by writing it and taking all of it back."""
    with transaction.atomic():
        line = correct_for(request=request, entry=entry, correction=correction, actor=actor, at=at)
        transaction.set_rollback(True)
    return line


def _offer(old: PointEntry, correction: Correction) -> PointOffer:
    return PointOffer(
        registrant_id=old.registrant_id,
        number=old.number,
        audience=old.audience,
        kind=old.kind,
        specialty=old.specialty,
        total=correction.total,
        interactive=correction.interactive,
        units=tuple(old.units),
        peer_review=old.peer_review,
        earned_on=correction.event_date,
        last_day=scheme_queries.cycle_on(correction.event_date).last_day,
    )


def _reason(request: AssistedRequest, act: AssistedAct, *, actor: Actor, at: datetime) -> str:
    require(permissions.may_assist(actor, request.registrant, at=at))
    return rules.said(act, request.way, request.received_on)


def _theirs(request: AssistedRequest, lines: Collection[int]) -> list[int]:
    """Only lines of the person who asked."""
    found = PointEntry.objects.filter(registrant_id=request.registrant_id, pk__in=list(lines))
    return list(found.values_list("pk", flat=True))


def _done(
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
