"""Which worker has a batch, and how far it is."""

from datetime import datetime

from cet_portal.core.workflow import lock
from sessions_events.enums import BatchStatus
from sessions_events.models import CertificateBatch


class TakenOver(Exception):
    """Another worker has the batch now, or it is finished."""


def move_on(batch: CertificateBatch, *, at: datetime, **progress: int) -> None:
    """Write how far the work is. Raises `TakenOver` if this worker has it no longer."""
    mine = CertificateBatch.objects.filter(
        pk=batch.pk, worker=batch.worker, status=BatchStatus.MAKING
    )
    if not mine.update(moved_at=at, **progress):
        raise TakenOver


def hold_on(batch: CertificateBatch) -> None:
    """Lock the batch until the transaction ends; `TakenOver` as above."""
    current = lock(batch)
    if current.worker != batch.worker or current.status != BatchStatus.MAKING:
        raise TakenOver
