"""Taking over: one act, or nothing."""

from datetime import datetime

from django.db import transaction

from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.garbage import collection_rests
from cet_portal.core.reading.lines import Unreadable
from cet_portal.core.workflow import lock
from registrants import queries, workflow
from registrants.enums import ImportStatus
from registrants.models import RegisterImport
from registrants.services.importing.applying import apply, lock_register
from registrants.services.importing.previewing import is_as_shown, keep_plan
from registrants.services.importing.reading import plan_of


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
