"""What the worker does with a batch of certificates, taken up again where it stood still."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from cet_portal.accounts.roles import permissions_of
from cet_portal.core import uploads
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refused
from cet_portal.core.queue import enqueue
from cet_portal.core.workflow import lock
from sessions_events import notifications, queries, workflow
from sessions_events.enums import BatchKind, BatchStatus
from sessions_events.models import CertificateBatch
from sessions_events.services.certifying import mailing, zipping
from sessions_events.services.certifying.claiming import TakenOver
from sessions_events.services.certifying.issuing import issue_to_uploaded

# A batch that kills every worker is given up after so long.
GIVEN_UP_AFTER = timedelta(days=1)
KEPT = timedelta(days=30)


def make_batch(
    *,
    batch: CertificateBatch,
    site: str,
    now: Callable[[], datetime],
    actor: Actor,
    at: datetime,
) -> None:
    """Make what was asked for, as far as it is not made; whoever asked is told.

    `now`: the clock, for this can take minutes. Another worker that begins with the same batch
    takes it over, and this one stops at its next step.
    """
    claimed = _claim(batch, at=at)
    if claimed is None:
        return
    try:
        if claimed.kind == BatchKind.ZIP:
            issue_to_uploaded(event=claimed.event, actor=_who_asked(claimed), at=at)
            zipping.make_files(claimed, site=site, now=now)
        else:
            mailing.tell_holders(claimed, now=now)
    except TakenOver:
        return
    except Refused:  # nobody gets points from the event any more
        workflow.certificate_batch.move(claimed, "give_up", actor=CLOCK, at=now())
        return
    _finish(claimed, at=now())


def resume_batch(*, batch: CertificateBatch, actor: Actor, at: datetime) -> None:
    """Ask for the work again: its worker is gone, or the broker lost the request."""
    with transaction.atomic():
        batch = lock(batch)
        if batch.status != BatchStatus.MAKING:
            return
        if batch.made_at < at - GIVEN_UP_AFTER:
            workflow.certificate_batch.move(batch, "give_up", actor=CLOCK, at=at)
            return
        CertificateBatch.objects.filter(pk=batch.pk).update(moved_at=at)
        enqueue("sessions_events.make_certificates", batch_id=batch.pk)


@transaction.atomic
def remove_files(*, batch: CertificateBatch, actor: Actor, at: datetime) -> CertificateBatch:
    """The zip files were kept as long as was said: they go, and can be made anew."""
    batch = workflow.certificate_batch.move(batch, "remove", actor=actor, at=at)
    for made in queries.files_of(batch):
        made.delete()
        uploads.remove(made.file)
    return batch


@transaction.atomic
def _claim(batch: CertificateBatch, *, at: datetime) -> CertificateBatch | None:
    """The batch with this worker's mark; None if there is nothing left to do."""
    current = lock(batch)
    if current.status != BatchStatus.MAKING:
        return None
    batch.worker, batch.moved_at = uuid4(), at
    batch.done, batch.total, batch.status = current.done, current.total, current.status
    batch.save(update_fields=["worker", "moved_at"])
    return batch


@transaction.atomic
def _finish(batch: CertificateBatch, *, at: datetime) -> None:
    if lock(batch).worker != batch.worker:
        return
    until = london_date(at + KEPT) if batch.kind == BatchKind.ZIP else None
    done = workflow.certificate_batch.move(
        batch, "finish", actor=CLOCK, at=at, done_at=at, moved_at=at, keep_until=until
    )
    notifications.CertificatesMade(done).send(at=at)


def _who_asked(batch: CertificateBatch) -> Actor:
    return Actor(
        user_id=batch.made_by_id,
        name=batch.made_by_name,
        role=batch.made_by_role,
        tenant_id=batch.event.provider_id,
        permissions=permissions_of(batch.made_by_role),
    )
