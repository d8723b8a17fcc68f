"""The workflow engine: a transition table as data, and the only writer of `.status`.

The same table answers which buttons to show (`open_to`), why one is grey (`refusal`), what the
tests walk and what docs/states.md draws.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.models import AuditEvent, StatusChange
from cet_portal.core.permissions import Refusal, require

May = Callable[..., Refusal | None]


@dataclass(frozen=True, slots=True)
class Step:
    """`name` moves a case from one of `sources` to `target` if `may(actor, case, at=)` is None."""

    name: str
    sources: frozenset[str]
    target: str
    may: May
    label: str | Promise = ""


class Workflow:
    """The life of one kind of case."""

    def __init__(self, name: str, statuses: type[models.TextChoices], steps: Iterable[Step]):
        self.name = name
        self.statuses = statuses
        self.steps = {step.name: step for step in steps}

    def refusal(self, case: Any, name: str, *, actor: Actor, at: datetime) -> Refusal | None:
        """Why `actor` may not take this step now; None if they may."""
        step = self.steps[name]
        if case.status not in step.sources:
            return self._wrong_status(case, step)
        return step.may(actor, case, at=at)

    def open_to(self, case: Any, *, actor: Actor, at: datetime) -> list[str]:
        """The names of the steps that `actor` may take now."""
        return [name for name in self.steps if self.refusal(case, name, actor=actor, at=at) is None]

    def born(self, status: str) -> dict[str, str]:
        """The field of a new case: `Model(**workflow.born(status))`. The only other writer."""
        return {"status": self.statuses(status)}

    def move(
        self, case: Any, name: str, *, actor: Actor, at: datetime, reason: str = "", **fields: Any
    ) -> Any:
        """Take a step: lock the row, look again, write status, `fields`, StatusChange and audit.

        Returns the locked case as it now is. Raises `Refused` and changes nothing if the status
        has moved on meanwhile or the actor may not. Part of the transaction of its service; one
        of its own where there is none.
        """
        if not transaction.get_connection().in_atomic_block:
            with transaction.atomic():
                return self.move(case, name, actor=actor, at=at, reason=reason, **fields)
        locked = lock(case)
        require(self.refusal(locked, name, actor=actor, at=at))
        change = self._apply(locked, self.steps[name], fields)
        locked.save(update_fields=["status", *fields])
        self._change(locked, name, change, actor=actor, at=at, reason=reason).save()
        self._event(locked, name, change, actor=actor, at=at, reason=reason).save()
        return locked

    @transaction.atomic
    def move_many(
        self,
        cases: models.QuerySet,
        name: str,
        *,
        actor: Actor,
        at: datetime,
        reason: str = "",
        **fields: Any,
    ) -> list[Any]:
        """Take one step for all of `cases` that allow it, in one transaction and few statements.

        Rows are locked in key order. Those that moved on meanwhile are passed over; returns
        the cases moved. `fields` are the same for all.
        """
        step = self.steps[name]
        moved = [
            case
            for case in cases.select_for_update(of=("self",)).order_by("pk")
            if self.refusal(case, name, actor=actor, at=at) is None
        ]
        changes = [(case, self._apply(case, step, fields)) for case in moved]
        type(self)._save(moved, fields)
        StatusChange.objects.bulk_create(
            self._change(case, name, change, actor=actor, at=at, reason=reason)
            for case, change in changes
        )
        AuditEvent.objects.bulk_create(
            self._event(case, name, change, actor=actor, at=at, reason=reason)
            for case, change in changes
        )
        return moved

    @staticmethod
    def _save(cases: list[Any], fields: dict[str, Any]) -> None:
        if cases:
            rows = type(cases[0])._base_manager.filter(pk__in=[case.pk for case in cases])
            rows.update(status=cases[0].status, **fields)

    @staticmethod
    def _apply(case: Any, step: Step, fields: dict[str, Any]) -> tuple[str, str]:
        before = case.status
        for name, value in fields.items():
            setattr(case, name, value)
        case.status = step.target
        return before, step.target

    @staticmethod
    def _change(case, name, change, *, actor, at, reason) -> StatusChange:
        return StatusChange(
            case_type=case._meta.label,
            case_id=case.pk,
            reference=audit.reference_of(case),
            step=name,
            from_status=change[0],
            to_status=change[1],
            at=at,
            actor_id=actor.user_id,
            actor_name=actor.name[:200],
            actor_role=actor.role,
            reason=reason,
        )

    def _event(self, case, name, change, *, actor, at, reason) -> AuditEvent:
        return audit.event(
            f"{self.name}.{name}",
            case,
            actor=actor,
            at=at,
            from_status=change[0],
            to_status=change[1],
            reason=reason,
        )

    def _wrong_status(self, case: Any, step: Step) -> Refusal:
        words = {"reference": audit.reference_of(case), "status": case.get_status_display()}
        if case.status == step.target:
            return Refusal(_("This was already done: %(reference)s is “%(status)s”.") % words)
        return Refusal(
            _("This is not possible any more: %(reference)s is now “%(status)s”.") % words
        )


_held: ContextVar[Any] = ContextVar("held", default=None)


@contextmanager
def held(case: Any) -> Iterator[None]:
    """The caller has just read and locked this case, so `lock` need not do it again in here."""
    token = _held.set(case)
    try:
        yield
    finally:
        _held.reset(token)


def lock(case: Any) -> Any:
    """The same case, fresh from the database and locked until the transaction ends."""
    if case is _held.get():
        return case
    return type(case)._base_manager.select_for_update(of=("self",)).get(pk=case.pk)
