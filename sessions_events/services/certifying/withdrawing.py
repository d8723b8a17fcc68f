"""Certificates are withdrawn; what strangers see of one is the holder's choice."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.notifications import send_all
from cet_portal.core.permissions import require
from cet_portal.core.workflow import lock
from sessions_events import notifications, permissions, queries
from sessions_events.models import CompletionCertificate, Event


@transaction.atomic
def withdraw_certificate(
    *, certificate: CompletionCertificate, reason: str, actor: Actor, at: datetime
) -> CompletionCertificate:
    """The certificate is no evidence any more, from now on; its holder is told why.

    The points stay as they are. Done twice, the first reason stays.
    """
    require(permissions.may_withdraw_certificate(actor, certificate.event, at=at))
    certificate = lock(certificate)
    if certificate.withdrawn_at is None:
        certificate.withdrawn_at, certificate.withdrawn_reason = at, reason
        certificate.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        audit.record("certificate.withdraw", certificate, actor=actor, at=at, reason=reason)
        notifications.CertificateWithdrawn(certificate).send(at=at)
    return certificate


def withdraw_certificates_of(
    event: Event, people: Collection[int], *, reason: str, actor: Actor, at: datetime
) -> set[int]:
    """The same for people whose points are taken back, in the transaction of that act; returns
    (by key) who had one.

    They are told with the points, and not twice. The caller holds the event's lock.
    """
    standing = list(queries.certificates_of(event).filter(registrant_id__in=people))
    keys = [certificate.pk for certificate in standing]
    CompletionCertificate.objects.filter(pk__in=keys).update(
        withdrawn_at=at, withdrawn_reason=reason
    )
    audit.record_many("certificate.withdraw", standing, actor=actor, at=at, reason=reason)
    return {certificate.registrant_id for certificate in standing}


def withdraw_all_certificates(event: Event, *, reason: str, actor: Actor, at: datetime) -> int:
    """Nobody gets points from the event: its certificates are no evidence, and the holders are
    told; returns how many fell. In the transaction of the act, whose caller holds the lock.

    `reason`: a sentence of the portal's own, for what the act was said to is not written to the
    holders.
    """
    standing = list(queries.certificates_of(event))
    people = [certificate.registrant_id for certificate in standing]
    withdraw_certificates_of(event, people, reason=reason, actor=actor, at=at)
    for certificate in standing:
        certificate.withdrawn_at, certificate.withdrawn_reason = at, reason
    send_all(map(notifications.CertificateWithdrawn, standing), at=at)
    return len(standing)


@transaction.atomic
def choose_what_is_shown(
    *, certificate: CompletionCertificate, shows_name: bool, actor: Actor, at: datetime
) -> CompletionCertificate:
    """The holder lets the public page name them, or not."""
    require(permissions.may_choose_what_is_shown(actor, certificate, at=at))
    certificate = lock(certificate)
    certificate.shows_name = shows_name
    certificate.save(update_fields=["shows_name"])
    audit.record("certificate.show", certificate, actor=actor, at=at, name=shows_name)
    return certificate
