"""Certificates, and the files of the attendance record."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.core.notifications import Recipient
from providers import queries as provider_queries
from registrants import queries as register_queries
from sessions_events import queries as event_queries
from sessions_events.enums import BatchKind
from sessions_events.models import CertificateBatch, CompletionCertificate, Event, RecordHold
from sessions_events.notifications.about import AboutEvent


class _AboutBatch(AboutEvent):
    """To the person who asked for all certificates at once."""

    def __init__(self, batch: CertificateBatch):
        super().__init__(batch.event)
        self.batch = batch

    def key(self):
        return f"{self.batch.reference}:{self.kind}"

    def path(self):
        number = self.event.ev_number
        return reverse("sessions_events:certificate_batch", args=[number, self.batch.pk])

    def recipients(self):
        people = [
            *provider_queries.administrators(self.event.provider_id),
            *provider_queries.deliverers(self.event.provider_id),
        ]
        return [each for each in people if each.user_id == self.batch.made_by_id]

    def context(self):
        return {**super().context(), "batch": self.batch}


class CertificatesMade(_AboutBatch):
    """The worker is done: the zip files are there, or the holders are told."""

    kind = "certificates_made"

    def subject(self):
        words = {"number": self.event.ev_number}
        if self.batch.kind == BatchKind.ZIP:
            return _("%(number)s: the certificates are ready") % words
        return _("%(number)s: the holders of certificates are told") % words


class RecordHeld(AboutEvent):
    """To the provider: GOC staff keep the attendance record beyond its six years."""

    kind = "record_held"

    def __init__(self, hold: RecordHold):
        super().__init__(hold.event)
        self.hold = hold

    def key(self):
        return f"{super().key()}:{self.hold.pk}"

    def path(self):
        return reverse("sessions_events:record", args=[self.event.ev_number])

    def subject(self):
        return _("%(number)s: the attendance record is held") % {"number": self.event.ev_number}

    def context(self):
        kept_until = event_queries.record_kept_until(self.event)
        return {**super().context(), "hold": self.hold, "kept_until": kept_until}


class RecordHoldLifted(RecordHeld):
    """To the provider: the record is kept for its six years again."""

    kind = "record_hold_lifted"

    def subject(self):
        words = {"number": self.event.ev_number}
        return _("%(number)s: the hold on the attendance record is lifted") % words


class RecordEnds(AboutEvent):
    """To the provider: the six years of the record end, and its files will go."""

    kind = "record_ends"

    def __init__(self, event: Event, today: date):
        super().__init__(event)
        self.today = today

    def key(self):
        return f"{super().key()}:{self.today}"

    def path(self):
        return reverse("sessions_events:record", args=[self.event.ev_number])

    def subject(self):
        words = {"number": self.event.ev_number}
        return _("%(number)s: the attendance record will be removed") % words

    def context(self):
        return {**super().context(), "kept_until": event_queries.record_kept_until(self.event)}


class CertificateReady(AboutEvent):
    """To the holder: the certificate can be seen and downloaded."""

    kind = "certificate_ready"

    def __init__(self, certificate: CompletionCertificate, batch: CertificateBatch):
        super().__init__(batch.event)
        self.certificate, self.batch = certificate, batch

    def key(self):
        return f"{self.certificate.code}:{self.kind}:{self.batch.pk}"

    def path(self):
        return reverse("sessions_events:own_certificate", args=[self.certificate.code])

    def recipients(self):
        account = self.certificate.registrant.user
        return [Recipient(account.email, account.pk)] if account and account.is_active else []

    def subject(self):
        return _("Your certificate for %(number)s") % {"number": self.event.ev_number}

    def context(self):
        return {**super().context(), "certificate": self.certificate}


class CertificateWithdrawn(AboutEvent):
    """To the holder: the certificate was withdrawn, with the reason."""

    kind = "certificate_withdrawn"

    def __init__(self, certificate: CompletionCertificate):
        super().__init__(certificate.event)
        self.certificate = certificate

    def key(self):
        return f"{self.certificate.code}:{self.kind}"

    def path(self):
        return reverse("sessions_events:own_certificate", args=[self.certificate.code])

    def recipients(self):
        return register_queries.recipients([self.certificate.registrant_id])

    def subject(self):
        words = {"number": self.event.ev_number}
        return _("Your certificate for %(number)s was withdrawn") % words

    def context(self):
        return {**super().context(), "certificate": self.certificate}
