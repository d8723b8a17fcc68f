"""What registrants write for themselves: reflections, notes, learning that was not approved."""

from datetime import date, datetime

from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import require
from registrants import permissions, queries
from registrants.models import OwnLearning, PointEntry, Reflection


@transaction.atomic
def write_reflection(*, entry: PointEntry, text: str, actor: Actor, at: datetime) -> None:
    """A reflection statement or notes on one's own line; an empty text takes them away.

    Peer review counts from the day on which there was text first (decisions.md 29), so what was
    written in time is not taken away after the cycle: that is refused. The trail says that it was
    written, never what.
    """
    locked = queries.those([entry.pk]).select_for_update().get()
    require(permissions.may_write(actor, locked))
    there = Reflection.objects.filter(entry=locked)
    if not text.strip():
        require(permissions.may_empty(there.first(), locked, at=at))
        if there.delete()[0]:
            audit.record("point.remove_reflection", locked, actor=actor, at=at)
        return
    kept = there.first() or Reflection(entry=locked, written_on=london_date(at))
    if kept.text == text:
        return
    kept.text, kept.changed_at = text, at
    kept.save()
    audit.record("point.reflect", locked, actor=actor, at=at, peer_review=locked.peer_review)


@transaction.atomic
def keep_learning(
    *,
    learning: OwnLearning | None = None,
    learned_on: date,
    title: str,
    minutes: int | None,
    notes: str,
    actor: Actor,
    at: datetime,
) -> OwnLearning:
    """Learning of one's own that was not approved; it never counts. `learning`: one to change."""
    require(permissions.may_keep_learning(actor, learning))
    kept = learning or OwnLearning(registrant_id=actor.person, written_at=at)
    kept.learned_on, kept.title, kept.minutes, kept.notes = learned_on, title, minutes, notes
    kept.save()
    audit.record("learning.keep", kept, actor=actor, at=at)
    return kept


@transaction.atomic
def remove_learning(*, learning: OwnLearning, actor: Actor, at: datetime) -> None:
    """It is gone."""
    require(permissions.may_keep_learning(actor, learning))
    audit.record("learning.remove", learning, actor=actor, at=at)
    learning.delete()
