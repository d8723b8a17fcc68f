"""The one writer of the audit trail."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from cet_portal.core.actor import Actor
from cet_portal.core.copying import copy_rows
from cet_portal.core.models import AuditEvent


def reference_of(subject: Model) -> str:
    """What people call it: its number if it has one."""
    return str(getattr(subject, "reference", ""))[:60]


def event(verb: str, subject: Model, *, actor: Actor, at: datetime, **data: Any) -> AuditEvent:
    """An unsaved entry, for those who write many at once."""
    return AuditEvent(
        at=at,
        verb=verb,
        actor_id=actor.user_id,
        actor_name=actor.name[:200],
        actor_role=actor.role,
        tenant_id=actor.tenant_id,
        subject_type=subject._meta.label,
        subject_id=subject.pk,
        reference=reference_of(subject),
        data=data,
    )


def record(verb: str, subject: Model, *, actor: Actor, at: datetime, **data: Any) -> None:
    """Write that `actor` did `verb` to `subject`, in the transaction of the act itself."""
    event(verb, subject, actor=actor, at=at, **data).save(force_insert=True)


def record_many(
    verb: str, subjects: Sequence[Model], *, actor: Actor, at: datetime, **data: Any
) -> None:
    """The same for many subjects, in one statement."""
    AuditEvent.objects.bulk_create(
        event(verb, subject, actor=actor, at=at, **data) for subject in subjects
    )


def copy_many(
    verb: str,
    subject_type: str,
    subjects: Iterable[tuple[int, str] | tuple[int, str, dict[str, Any]]],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """The same for any number of subjects, given by key and reference, in bounded memory.

    What is said of one alone stands behind them, as `data`.
    """
    columns = (
        "at",
        "verb",
        "actor_id",
        "actor_name",
        "actor_role",
        "tenant_id",
        "subject_type",
        "subject_id",
        "reference",
        "data",
    )
    who = (at, verb, actor.user_id, actor.name[:200], actor.role, actor.tenant_id)
    rows = (
        (*who, subject_type, key, reference[:60], data[0] if data else {})
        for key, reference, *data in subjects
    )
    copy_rows(AuditEvent._meta.db_table, columns, rows)
