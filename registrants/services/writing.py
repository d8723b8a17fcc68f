"""What registrants write for themselves: reflections, notes, learning that was not approved."""

from datetime import date, datetime

from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import require
from registrants import permissions, queries
from registrants.models import OwnLearning, PointEntry, Reflection


class WrittenMeanwhile(Exception):
    """They wrote something else in another tab since this form was opened: `current`, or None
    where they removed it."""

    def __init__(self, current: Reflection | OwnLearning | None):
        super().__init__(str(current))
        self.current = current


@transaction.atomic
def write_reflection(
    *, entry: PointEntry, text: str, version: str | None = None, actor: Actor, at: datetime
) -> None:
    """A reflection statement or notes on one's own line; an empty text takes them away.

    Peer review counts from the day on which there was text first (decisions.md 29), so what was
    written in time is not taken away after the cycle: that is refused. The trail says that it was
    written, never what.

    `version`: of the text with which the form was opened (`queries.version_of_text`); None
    overwrites whatever there is. Raises `WrittenMeanwhile` if another text is there by now.
    """
    locked = queries.those([entry.pk]).select_for_update().get()
    require(permissions.may_write(actor, locked))
    there = Reflection.objects.filter(entry=locked).first()
    saved = there.text if there else ""
    if text == saved or not (text.strip() or saved):
        return
    if version is not None and version != queries.version_of_text(there):
        raise WrittenMeanwhile(there)
    if there and not text.strip():
        require(permissions.may_empty(there, locked, at=at))
        there.delete()
        audit.record("point.remove_reflection", locked, actor=actor, at=at)
        return
    kept = there or Reflection(entry=locked, written_on=london_date(at))
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
    version: str | None = None,
    actor: Actor,
    at: datetime,
) -> OwnLearning:
    """Learning of one's own that was not approved; it never counts. `learning`: one to change.

    `version`: of what the form to change it was opened with (`queries.version_of_learning`); None
    overwrites whatever there is. Raises `WrittenMeanwhile` if it is different by now, or gone.
    """
    require(permissions.may_keep_learning(actor, learning))
    kept = OwnLearning(registrant_id=actor.person, written_at=at)
    before = ""
    if learning:
        there = queries.learning_of(actor).select_for_update().filter(pk=learning.pk).first()
        if there is None:
            raise WrittenMeanwhile(None)
        kept, before = there, queries.version_of_learning(there)
    kept.learned_on, kept.title, kept.minutes, kept.notes = learned_on, title, minutes, notes
    if learning and before == queries.version_of_learning(kept):
        return kept
    if learning and version is not None and version != before:
        kept.refresh_from_db()
        raise WrittenMeanwhile(kept)
    kept.save()
    audit.record("learning.keep", kept, actor=actor, at=at)
    return kept


@transaction.atomic
def remove_learning(*, learning: OwnLearning, actor: Actor, at: datetime) -> None:
    """It is gone."""
    require(permissions.may_keep_learning(actor, learning))
    audit.record("learning.remove", learning, actor=actor, at=at)
    learning.delete()
