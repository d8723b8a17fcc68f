"""Acts at an event that change no status: from the audit trail, for its history."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Max
from django.db.models.functions import TruncDate

from cet_portal.core.clock import LONDON
from cet_portal.core.models import AuditEvent
from sessions_events.models import CertificateBatch, CompletionCertificate, Event, RecordFile

OF_THE_EVENT = (
    "event.upload_rows",
    "event.withdraw_rows",
    "event.nil_return",
    "declaration.correct",
    "declaration.note",
    "certificate.issue_all",
)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did; `by_staff`: for the GOC. `number`: to how many certificates or files."""

    verb: str
    at: datetime
    by: str
    by_staff: bool
    data: dict[str, Any] = field(default_factory=dict)
    number: int = 1


def acts_at(event: Event) -> list[Act]:
    """Uploads, nil returns, corrections, withdrawals; certificates and files of the record by day
    and person, for they can be many. Nobody who attended is named."""
    own = AuditEvent.objects.filter(
        subject_type=event._meta.label, subject_id=event.pk, verb__in=OF_THE_EVENT
    )
    found = [
        Act(
            each.verb, each.at, each.actor_name, _by_staff(each.tenant_id, each.actor_id), each.data
        )
        for each in own.order_by("at", "pk")
    ]
    for model, verbs in _BESIDES:
        found += _by_day(model, verbs, event)
    return found


_BESIDES = (
    (CompletionCertificate, ("certificate.issue", "certificate.withdraw")),
    (CertificateBatch, ("certificate_batch.ask",)),
    (RecordFile, ("record.keep", "record.strike", "record.remove")),
)


def _by_day(model: Any, verbs: tuple[str, ...], event: Event) -> list[Act]:
    keys = model.objects.filter(event=event).values("pk")
    acts = AuditEvent.objects.filter(
        subject_type=model._meta.label, subject_id__in=keys, verb__in=verbs
    )
    days = acts.annotate(day=TruncDate("at", tzinfo=LONDON)).order_by()
    grouped = days.values("verb", "day", "actor_id", "actor_name", "tenant_id")
    return [
        Act(
            row["verb"],
            row["last"],
            row["actor_name"],
            _by_staff(row["tenant_id"], row["actor_id"]),
            number=row["number"],
        )
        for row in grouped.annotate(number=Count("pk"), last=Max("at"))
    ]


def _by_staff(tenant_id: int | None, actor_id: int | None) -> bool:
    return tenant_id is None and actor_id is not None
