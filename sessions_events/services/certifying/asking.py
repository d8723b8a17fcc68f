"""Somebody asks for all certificates of an event at once; the worker makes them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.double_click import made_just_now
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.queue import enqueue
from cet_portal.core.workflow import lock
from sessions_events import permissions, queries, workflow
from sessions_events.enums import BatchKind, BatchStatus
from sessions_events.models import CertificateBatch, Event


@transaction.atomic
def ask_for_zip(*, event: Event, actor: Actor, at: datetime) -> CertificateBatch:
    """A zip of all certificates; first everybody who was uploaded gets theirs.

    Asked twice, or while one is being made, gives that one. Refused when there is nobody.
    """
    event = lock(event)
    require(permissions.may_certify(actor, event, at=at))
    if not (queries.certificates_of(event).exists() or queries.rows_to_certify(event).exists()):
        raise Refused(Refusal(_("Nobody has been uploaded, and no certificate was issued yet.")))
    return _asked(event, BatchKind.ZIP, again=False, actor=actor, at=at)


@transaction.atomic
def ask_for_mail(
    *, event: Event, again: bool = False, actor: Actor, at: datetime
) -> CertificateBatch:
    """A message to every holder with an account who was not told before.

    `again`: also to those who were. Refused when there is nobody to tell.
    """
    event = lock(event)
    require(permissions.may_certify(actor, event, at=at))
    holders = queries.reachable_holders(event)
    if not holders["reachable" if again else "untold"]:
        raise Refused(Refusal(_("There is nobody to tell: see the figures.")))
    return _asked(event, BatchKind.MAIL, again=again, actor=actor, at=at)


def _asked(
    event: Event, kind: BatchKind, *, again: bool, actor: Actor, at: datetime
) -> CertificateBatch:
    batches = CertificateBatch.objects.filter(event=event, kind=kind)
    working = batches.filter(status=BatchStatus.MAKING).first()
    before = working or made_just_now(batches, actor=actor, at=at, again=again)
    if before:
        return before
    batch = CertificateBatch.objects.create(
        event=event,
        kind=kind,
        again=again,
        moved_at=at,
        made_at=at,
        made_by_id=actor.user_id,
        made_by_name=actor.name,
        made_by_role=actor.role,
        **workflow.certificate_batch.born(BatchStatus.MAKING),
    )
    audit.record("certificate_batch.ask", batch, actor=actor, at=at, kind=str(kind))
    enqueue("sessions_events.make_certificates", batch_id=batch.pk)
    return batch
