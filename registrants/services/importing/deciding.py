"""Staff have looked at an import: take it over, ask a second person, confirm, discard."""

from datetime import datetime

from django.db import transaction

from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.garbage import collection_rests
from cet_portal.core.queue import enqueue
from cet_portal.core.reading.lines import Unreadable
from cet_portal.core.workflow import lock
from registrants import notifications, queries, workflow
from registrants.enums import ImportStatus
from registrants.models import RegisterImport
from registrants.services.importing.applying import apply, lock_register
from registrants.services.importing.reading import is_as_shown, keep_plan, plan_of

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


@transaction.atomic
def carry_out(*, register_import: RegisterImport, actor: Actor, at: datetime) -> RegisterImport:
    """One act: the file is compared once more, and taken over if it changes what was shown.

    If the register has moved on since, nothing is taken over and the differences of now are shown
    instead; what cannot be taken over any more gets its sentence.
    """
    current = lock(register_import)
    if current.status != ImportStatus.COMMITTING:
        return current
    lock_register()
    try:
        with collection_rests():
            plan = plan_of(current)
    except Unreadable as unreadable:
        return workflow.register_import.move(
            current, "give_up", actor=CLOCK, at=at, problem=str(unreadable)
        )
    if not is_as_shown(current, plan):
        fields = {**keep_plan(current, plan), "asked_by_id": None, "confirmed_by_id": None}
        return workflow.register_import.move(current, "show_again", actor=CLOCK, at=at, **fields)
    apply(plan, reference=current.reference, actor=actor, at=at)
    return workflow.register_import.move(current, "finish", actor=CLOCK, at=at, committed_at=at)


def starter_of(register_import: RegisterImport) -> tuple[int | None, str, str]:
    """Who pressed the button: account, name, role."""
    change = queries.taken_over_by(register_import)
    if change is None:
        return register_import.made_by_id, register_import.made_by.name, ""
    return change.actor_id, change.actor_name, change.actor_role
