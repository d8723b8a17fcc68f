"""Holders are told that their certificate is there: once each, unless asked again."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from cet_portal.core.notifications import send_all
from sessions_events import notifications, queries
from sessions_events.models import CertificateBatch, CompletionCertificate
from sessions_events.services.certifying.claiming import hold_on, move_on

AT_ONCE = 200


def tell_holders(batch: CertificateBatch, *, now: Callable[[], datetime]) -> None:
    """A message to each, some in a transaction. `TakenOver` if another worker has the batch."""
    move_on(batch, at=now(), total=batch.done + queries.to_mail(batch).count())
    while _tell_some(batch, at=now()):
        pass


@transaction.atomic
def _tell_some(batch: CertificateBatch, *, at: datetime) -> int:
    hold_on(batch)
    some = list(queries.to_mail(batch)[:AT_ONCE])
    send_all((notifications.CertificateReady(each, batch) for each in some), at=at)
    told = CompletionCertificate.objects.filter(pk__in=[each.pk for each in some])
    told.update(mailed_at=max(at, batch.made_at))
    batch.done += len(some)
    move_on(batch, at=at, done=batch.done)
    return len(some)
