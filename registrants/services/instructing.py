"""The standing instruction, and what a registrant says of events before their points come."""

from datetime import datetime

from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import require
from registrants import permissions, queries, workflow
from registrants.enums import MarkKind
from registrants.models import EventMark, PointEntry, Registrant, StandingInstruction


@transaction.atomic
def give_instruction(*, actor: Actor, at: datetime) -> StandingInstruction:
    """From now on: accept uploads of events that I marked, after the days to object.

    Given twice it is the same. Raises `Refused` for everybody but a registrant.
    """
    require(permissions.may_instruct(actor))
    # One after the other, from whatever device they come.
    Registrant.objects.select_for_update().get(pk=actor.person)
    given, new = StandingInstruction.objects.get_or_create(
        registrant_id=actor.person_id, ended_at=None, defaults={"given_at": at}
    )
    if new:
        audit.record("point.instruct", given, actor=actor, at=at)
    return given


@transaction.atomic
def end_instruction(*, actor: Actor, at: datetime) -> int:
    """No more; what still waits for its day waits for the registrant. Returns how many do."""
    require(permissions.may_instruct(actor))
    Registrant.objects.select_for_update().get(pk=actor.person)
    given = queries.instruction_of(actor)
    if given is None:
        return 0
    given.ended_at = at
    given.save(update_fields=["ended_at"])
    freed = queries.pending_of(actor).filter(accept_on__isnull=False).update(accept_on=None)
    audit.record("point.end_instruction", given, actor=actor, at=at, lines=freed)
    return freed


def accept_by_instruction(*, entry: PointEntry, actor: Actor, at: datetime) -> PointEntry:
    """The days to object are over: the clock accepts. Raises `Refused` when they are not, when
    the cycle has ended, or when the instruction has."""
    return workflow.point.move(entry, "accept_by_instruction", actor=actor, at=at)


@transaction.atomic
def mark_event(*, event_reference: str, kind: MarkKind, actor: Actor, at: datetime) -> EventMark:
    """ "I have booked this", or "I am attending": who has signed in stays so. Whether the event
    can be marked on that day, its caller knows."""
    require(permissions.may_instruct(actor))
    mark, new = EventMark.objects.select_for_update().get_or_create(
        registrant_id=actor.person_id,
        event_reference=event_reference,
        defaults={"kind": kind, "marked_at": at},
    )
    if not new and (mark.kind in {kind, MarkKind.SIGNED_IN}):
        return mark
    mark.kind, mark.marked_at = kind, at
    mark.save(update_fields=["kind", "marked_at"])
    audit.record("event.mark", mark, actor=actor, at=at, event=event_reference, kind=kind)
    return mark


@transaction.atomic
def unmark_event(*, event_reference: str, actor: Actor, at: datetime) -> None:
    """It was a mistake, or they are not going after all; without a mark nothing happens."""
    require(permissions.may_instruct(actor))
    for mark in queries.marks_of(actor).filter(event_reference=event_reference):
        audit.record("event.unmark", mark, actor=actor, at=at, event=event_reference)
        mark.delete()
