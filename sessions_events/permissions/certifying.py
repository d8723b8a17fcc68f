"""Who may issue and withdraw certificates, and keep the attendance record."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from sessions_events.enums import EventStatus
from sessions_events.models import CertificateBatch, CompletionCertificate, Event, RecordFile
from sessions_events.permissions.people import of_the_provider
from sessions_events.queries import declaring
from sessions_events.rules import retention


def may_certify(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider, from the end of the event on, unless nobody gets points from it
    (docs/adr/0026)."""
    refusal = of_the_provider(actor, event.provider_id, Permission.CERTIFICATE_ISSUE)
    if refusal:
        return refusal
    if event.status in _NO_CERTIFICATES:
        return Refusal(_NO_CERTIFICATES[event.status])
    if event.is_distance_learning and event.starts_at > at:
        return Refusal(_("Certificates are for people who completed the CET: it is not open yet."))
    if event.ends_at > at and not event.is_distance_learning:
        return Refusal(_("Certificates are for people who completed the CET: after the event."))
    if declaring.has_no_completers(event, at):
        return Refusal(
            _(
                "It was declared that nobody completed the CET. If somebody did, correct the "
                "declaration or upload them first."
            )
        )
    return None


_NO_CERTIFICATES: dict[str, Any] = {
    EventStatus.CANCELLED: gettext_lazy("The event was cancelled, so there are no certificates."),
    EventStatus.NOT_HELD: gettext_lazy(
        "The event did not take place, so there are no certificates."
    ),
    EventStatus.HELD: gettext_lazy(
        "The CET manager looks at the declaration first. Certificates can be issued once it is "
        "released."
    ),
    EventStatus.REFUSED: gettext_lazy(
        "The declaration was refused, so no points follow and there are no certificates."
    ),
}


def may_withdraw_certificate(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider whose certificate it is, and GOC staff."""
    if actor.may(Permission.EVENT_AUDIT):
        return None
    return of_the_provider(actor, event.provider_id, Permission.CERTIFICATE_ISSUE)


def may_choose_what_is_shown(
    actor: Actor, certificate: CompletionCertificate, *, at: datetime
) -> Refusal | None:
    """The holder alone says what strangers see."""
    if actor.person_id == certificate.registrant_id:
        return None
    return Refusal(_("Only the person whose certificate it is can decide that."))


def may_design(actor: Actor, provider_id: int | None, *, at: datetime) -> Refusal | None:
    """A system administrator says what the own provider's certificates look like."""
    if provider_id is None:
        return Refusal(_("Only a provider has certificates."))
    return of_the_provider(actor, provider_id, Permission.EVENT_PLAN)


def may_work_on_batch(actor: Actor, batch: CertificateBatch, *, at: datetime) -> Refusal | None:
    """The worker alone; whoever asked for the work did so by making the batch."""
    return None if actor.is_clock else Refusal(_("The portal does this itself."))


def may_keep_record(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """Whoever signs people in and out, from the beginning of the event on."""
    refusal = of_the_provider(actor, event.provider_id, Permission.CERTIFICATE_ISSUE)
    if refusal is None and event.starts_at > at:
        return Refusal(_("The record begins with the event."))
    return refusal


def may_hold_record(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """GOC staff keep a record beyond its six years."""
    if actor.may(Permission.PROVIDER_OVERSEE):
        return None
    return Refusal(_("Only GOC staff can place or lift a hold."))


def may_remove_record(actor: Actor, record: RecordFile, *, at: datetime) -> Refusal | None:
    """The portal itself, after the six years, unless GOC staff hold the record."""
    if not actor.is_clock:
        return Refusal(_("The portal does this itself."))
    if record.event.record_holds.filter(lifted_at__isnull=True).exists():
        return Refusal(_("GOC staff hold this record."))
    if london_date(at) <= retention.keep_until(london_date(record.event.ends_at)):
        return Refusal(_("The six years are not over."))
    return None
