"""Certificates that are made all at once: their files, and who is told."""

from datetime import date, datetime

from django.db.models import Max, Q

from cet_portal.core.actor import Actor
from sessions_events.enums import BatchKind, BatchStatus
from sessions_events.models import CertificateBatch, CertificateFile, Event
from sessions_events.queries.certificates.holders import certificates_of, withdrawn_certificates


def reachable_holders(event: Event) -> dict[str, int]:
    """How many certificates stand, how many holders have an account, and were told: `issued`,
    `reachable`, `told`, `unreachable`."""
    standing = certificates_of(event)
    issued = standing.count()
    reachable = standing.filter(_HAS_ACCOUNT)
    counted = {"issued": issued, "reachable": reachable.count()}
    counted["told"] = reachable.filter(mailed_at__isnull=False).count()
    counted["untold"] = counted["reachable"] - counted["told"]
    counted["unreachable"] = issued - counted["reachable"]
    return counted


_HAS_ACCOUNT = Q(registrant__user__is_active=True)


def to_mail(batch: CertificateBatch):
    """Certificates whose holders this batch still has to tell, by key."""
    waiting = certificates_of(batch.event).filter(_HAS_ACCOUNT)
    untold = Q(mailed_at__isnull=True)
    if batch.again:
        untold |= Q(mailed_at__lt=batch.made_at)
    return waiting.filter(untold).select_related("registrant__user").order_by("pk")


def to_zip(batch: CertificateBatch):
    """Certificates that belong into the files of this batch, by key.

    Also those that the worker issues first, after the batch was asked for.
    """
    return certificates_of(batch.event).order_by("pk")


def certificate_batch(key: int) -> CertificateBatch | None:
    """One batch, for the worker."""
    found = CertificateBatch.objects.filter(pk=key)
    return found.select_related("event__application__modality", "event__provider").first()


def batches_visible_to(actor: Actor):
    """Batches of events that the actor may see, the latest first."""
    return CertificateBatch.objects.visible_to(actor).select_related("event").order_by("-pk")


def batches_of(event: Event):
    """What was made for the event all at once, the latest first; removed ones are not shown."""
    made = CertificateBatch.objects.filter(event=event).exclude(status=BatchStatus.REMOVED)
    return made.order_by("-pk")


def files_of(batch: CertificateBatch):
    """The zip files of a batch, in order."""
    return CertificateFile.objects.filter(batch=batch).select_related("file").order_by("place")


def withdrawn_since(batch: CertificateBatch) -> int:
    """How many of the certificates in its files were withdrawn since they were made."""
    if batch.kind != BatchKind.ZIP or batch.done_at is None:
        return 0
    last = batch.files.aggregate(last=Max("last_key"))["last"] or 0
    gone = withdrawn_certificates(batch.event).filter(pk__lte=last)
    return gone.filter(withdrawn_at__gte=batch.done_at).count()


def stalled_batches(before: datetime):
    """Batches whose worker is gone, or whose request the broker lost."""
    return CertificateBatch.objects.stalled(before).select_related("event")


def batches_to_remove(today: date):
    """Batches whose files were kept long enough. `due_on` is what timers order by."""
    return CertificateBatch.objects.to_remove(today)
