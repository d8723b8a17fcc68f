"""Staff have looked at an import: take it over, ask a second person, confirm, discard."""

from datetime import datetime

from django.db import transaction

from cet_portal.core.actor import Actor
from cet_portal.core.queue import enqueue
from registrants import notifications, workflow
from registrants.models import RegisterImport
from registrants.services.importing.carrying_out import carry_out

# More rows than these are taken over in the worker.
MOST_AT_ONCE = 2_000


def take_over(*, register_import: RegisterImport, actor: Actor, at: datetime) -> RegisterImport:
    """Take over what the preview shows: at once, or in the worker where it is much. Refused where
    a second person has to look."""
    return _commit(register_import, "commit", actor=actor, at=at)


@transaction.atomic
def ask_second(*, register_import: RegisterImport, actor: Actor, at: datetime) -> RegisterImport:
    """Ask the other members of staff to look at it; they are told."""
    asked = workflow.register_import.move(
        register_import, "ask", actor=actor, at=at, asked_by_id=actor.user_id
    )
    notifications.ImportToConfirm(asked, actor.name, at).send(at=at, besides=actor.user_id)
    return asked


def confirm_import(
    *, register_import: RegisterImport, actor: Actor, at: datetime
) -> RegisterImport:
    """A second member of staff has seen the same preview, and takes it over."""
    fields = {"confirmed_by_id": actor.user_id}
    return _commit(register_import, "confirm", actor=actor, at=at, **fields)


def discard_import(
    *, register_import: RegisterImport, actor: Actor, at: datetime
) -> RegisterImport:
    """Put it aside; nothing of it was taken over."""
    return workflow.register_import.move(register_import, "discard", actor=actor, at=at)


@transaction.atomic
def _commit(
    register_import: RegisterImport, step: str, *, actor: Actor, at: datetime, **fields
) -> RegisterImport:
    moved = workflow.register_import.move(register_import, step, actor=actor, at=at, **fields)
    if moved.rows + moved.changed.count() > MOST_AT_ONCE:
        enqueue("registrants.take_over_import", import_id=moved.pk)
        return moved
    return carry_out(register_import=moved, actor=actor, at=at)
