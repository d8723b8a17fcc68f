"""What is told about events and points, to whom. Texts: templates/emails/."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.models import CetApplication
from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message, Recipient, address_of
from providers import queries as provider_queries
from providers.models import Provider
from registrants import queries as register_queries
from registrants.models import PointEntry
from sessions_events import queries as event_queries
from sessions_events.enums import BatchKind, Standing
from sessions_events.models import (
    CertificateBatch,
    Change,
    CompletionCertificate,
    Declaration,
    Duty,
    Event,
    Hold,
    RecordHold,
    Session,
    Upload,
)
from sessions_events.rules import changes
from sessions_events.rules.reminding import Step


class _AboutEvent(Message):
    def __init__(self, event: Event):
        self.event = event

    def key(self):
        return f"{self.event.ev_number}:{self.kind}"

    def path(self):
        return reverse("sessions_events:event", args=[self.event.ev_number])

    def recipients(self):
        return provider_queries.administrators(self.event.provider_id)

    def context(self):
        return {"event": self.event, "deadline": self.event.deadline}


class _AboutUpload(_AboutEvent):
    """To the person who asked for the work, if they have an account."""

    def __init__(self, upload: Upload, boxes: dict[str, int], user_id: int | None = None):
        super().__init__(upload.event)
        self.upload, self.boxes = upload, boxes
        self.user_id = user_id or upload.made_by_id

    def key(self):
        return f"{self.upload.reference}:{self.kind}:{self.upload.moved_at.timestamp():.0f}"

    def path(self):
        number = self.event.ev_number
        return reverse("sessions_events:upload_report", args=[number, self.upload.pk])

    def recipients(self):
        people = provider_queries.administrators(self.event.provider_id)
        return [each for each in people if each.user_id == self.user_id]

    def context(self):
        return {**super().context(), "upload": self.upload, "boxes": self.boxes}


class UploadRead(_AboutUpload):
    """The worker has read a large file: its preview is there, or why there is none."""

    kind = "upload_read"

    def subject(self):
        if self.upload.problem:
            return _("%(number)s: your file cannot be read") % {"number": self.event.ev_number}
        return _("%(number)s: the preview of your upload is ready") % {
            "number": self.event.ev_number
        }


class UploadTaken(_AboutUpload):
    """The worker has taken the ready rows of a large upload."""

    kind = "upload_taken"

    def subject(self):
        return _("%(number)s: your upload is taken") % {"number": self.event.ev_number}


class TakenBack(_AboutEvent):
    """To the registrants whose points were taken back."""

    kind = "points_taken_back"

    def __init__(self, event: Event, lines: list[PointEntry], reason: str, *, by_staff: bool):
        super().__init__(event)
        self.lines, self.reason, self.by_staff = lines, reason, by_staff

    def key(self):
        return f"{super().key()}:{min(line.pk for line in self.lines)}"

    def path(self):
        return reverse("compliance:statement")

    def recipients(self):
        return register_queries.recipients(line.registrant_id for line in self.lines)

    def subject(self):
        return _("Points for %(number)s were taken back") % {"number": self.event.ev_number}

    def context(self):
        return {**super().context(), "reason": self.reason, "by_staff": self.by_staff}


class TakenBackByStaff(TakenBack):
    """The same to the provider."""

    kind = "points_taken_back_by_staff"

    def path(self):
        return reverse("sessions_events:event", args=[self.event.ev_number])

    def recipients(self):
        return provider_queries.administrators(self.event.provider_id)

    def context(self):
        return {**super().context(), "people": len(self.lines)}


class _AboutBatch(_AboutEvent):
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


class RecordHeld(_AboutEvent):
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


class RecordEnds(_AboutEvent):
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


class CertificateReady(_AboutEvent):
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


class CertificateWithdrawn(_AboutEvent):
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


class Chase(Message):
    """To a provider: one step of the ladder (decisions.md 24), with all that has come to it.

    To its system administrators; at the step of the hold also to its principal contacts, and to
    the CET manager (`ChaseForManager`). `duties`: the earliest due date first.
    """

    kind = "events_due"
    most_named = 30

    def __init__(self, provider: Provider, step: Step, duties: Sequence[Duty], today: date):
        self.provider, self.step, self.duties, self.today = provider, step, duties, today
        if step == Step.HOLD:
            self.kind = "submissions_held"
        elif step.is_late:
            self.kind = "event_overdue"

    def for_everybody(self) -> list["Chase"]:
        """This message, and the one to the CET manager where the step asks for it."""
        if self.step != Step.HOLD:
            return [self]
        return [self, ChaseForManager(self.provider, self.step, self.duties, self.today)]

    def key(self):
        # A duty is told at most one step a day, so one of them makes the occasion.
        return f"provider {self.provider.pk}:{self.kind}:{self.today}:{self.duties[0].pk}"

    def recipients(self):
        if self.step == Step.HOLD:
            return provider_queries.responsible(self.provider.pk)
        return provider_queries.administrators(self.provider.pk)

    def path(self):
        events = {duty.event_id: duty.event for duty in self.duties}
        if len(events) == 1:
            return reverse("sessions_events:event", args=[self.duties[0].reference])
        standing = Standing.OVERDUE if self.step.is_late else Standing.DUE
        return f"{reverse('sessions_events:event_list')}?standing={standing}"

    def subject(self):
        words = {"number": self.duties[0].reference, "provider": self.provider.name}
        words["day"] = date_format(self.duties[0].due_on, "j F Y")
        words["total"] = total = len({duty.event_id for duty in self.duties})
        if self.step == Step.HOLD:
            return ngettext(
                "New submissions are held until %(number)s is done",
                "New submissions are held until %(total)s events are done",
                total,
            ) % {**words}
        if self.step.is_late:
            return ngettext("%(number)s is overdue", "%(total)s events are overdue", total) % words
        if self.step == Step.LAST_DAY:
            return (
                ngettext("%(number)s is due today", "%(total)s events are due today", total) % words
            )
        return (
            ngettext("%(number)s is due on %(day)s", "%(total)s events are due by %(day)s", total)
            % words
        )

    def context(self):
        named = self.duties[: self.most_named]
        return {
            "provider": self.provider,
            "step": self.step,
            "today": self.today,
            "named": [(duty, self._address(duty)) for duty in named],
            "unnamed": len(self.duties) - len(named),
            "hold_on": min(duty.hold_on for duty in self.duties),
        }

    def _address(self, duty: Duty) -> str:
        return address_of(reverse("sessions_events:event", args=[duty.reference]))


class ChaseForManager(Chase):
    """To the CET manager: a provider is so late that its new submissions are held."""

    def __init__(self, provider: Provider, step: Step, duties: Sequence[Duty], today: date):
        super().__init__(provider, step, duties, today)
        self.kind = "provider_held"

    def recipients(self):
        return account_queries.cet_managers()

    def path(self):
        return reverse("sessions_events:overdue_of", args=[self.provider.pk])

    def subject(self):
        return _("%(provider)s: new submissions are held") % {"provider": self.provider.name}


class HoldLifted(Message):
    """To the provider: it can submit again."""

    kind = "hold_lifted"

    def __init__(self, hold: Hold):
        self.hold = hold

    def key(self):
        return f"{self.kind}:{self.hold.pk}"

    def recipients(self):
        return provider_queries.responsible(self.hold.provider_id)

    def path(self):
        return reverse("approvals:application_list")

    def subject(self):
        return _("You can submit applications again")

    def context(self):
        return {"hold": self.hold}


class EventsStopped(Message):
    """To the provider: its approval has ended, and what was planned with it is stopped."""

    kind = "events_stopped"

    def __init__(self, application: CetApplication, events: Sequence[Event], reason: str):
        self.application, self.events, self.reason = application, events, reason

    def key(self):
        return f"{self.application.c_number}:{self.kind}"

    def path(self):
        return reverse("approvals:application", args=[self.application.c_number])

    def recipients(self):
        return provider_queries.administrators(self.application.provider_id)

    def subject(self):
        return ngettext(
            "%(number)s: %(total)d planned event is stopped",
            "%(number)s: %(total)d planned events are stopped",
            len(self.events),
        ) % {"number": self.application.c_number, "total": len(self.events)}

    def context(self):
        return {"application": self.application, "events": self.events, "reason": self.reason}


class EventsStoppedForDeliverers(EventsStopped):
    """To those who deliver the provider's events, the same; they may not open the application."""

    def path(self):
        return reverse("sessions_events:event_list")

    def recipients(self):
        return provider_queries.deliverers(self.application.provider_id)


class _ToTheProvidersPeople(_AboutEvent):
    """To all who plan, answer for or deliver the provider's events."""

    def recipients(self):
        provider_id = self.event.provider_id
        return [
            *provider_queries.responsible(provider_id),
            *provider_queries.deliverers(provider_id),
        ]


class EventCancelled(_ToTheProvidersPeople):
    """A colleague has cancelled an event."""

    kind = "event_cancelled"

    def __init__(self, event: Event, reason: str, by: str):
        super().__init__(event)
        self.reason, self.by = reason, by

    def subject(self):
        return _("%(number)s is cancelled") % {"number": self.event.ev_number}

    def context(self):
        return {**super().context(), "reason": self.reason, "by": self.by}


class EventNotHeld(EventCancelled):
    """A colleague has said that an event did not take place."""

    kind = "event_not_held"

    def subject(self):
        return _("%(number)s did not take place") % {"number": self.event.ev_number}


class EventChanged(_ToTheProvidersPeople):
    """A colleague has changed an event."""

    kind = "event_changed"

    def __init__(self, event: Event, change: Change):
        super().__init__(event)
        self.change = change

    def key(self):
        return f"{super().key()}:{self.change.pk}"

    def subject(self):
        return _("%(number)s was changed") % {"number": self.event.ev_number}

    def context(self):
        said = changes.in_words(self.change.values)
        return {**super().context(), "changes": said, "by": self.change.actor_name}


class SessionChanged(Message):
    """The same people: a colleague has changed a session."""

    kind = "session_changed"

    def __init__(self, session: Session, change: Change):
        self.session, self.change = session, change

    def key(self):
        return f"{self.session.s_number}:{self.kind}:{self.change.pk}"

    def path(self):
        return reverse("sessions_events:session", args=[self.session.s_number])

    def recipients(self):
        provider_id = self.session.provider_id
        return [
            *provider_queries.responsible(provider_id),
            *provider_queries.deliverers(provider_id),
        ]

    def subject(self):
        return _("%(number)s was changed") % {"number": self.session.s_number}

    def context(self):
        return {
            "session": self.session,
            "changes": changes.in_words(self.change.values),
            "by": self.change.actor_name,
        }


class Released(_AboutEvent):
    """To the provider: the held declaration is released, the upload is open."""

    kind = "declaration_released"

    def subject(self):
        return _("%(number)s: your declaration is released") % {"number": self.event.ev_number}


class Refused(_AboutEvent):
    """To the provider: the held declaration is refused, with the reason."""

    kind = "declaration_refused"

    def __init__(self, event: Event, reason: str):
        super().__init__(event)
        self.reason = reason

    def subject(self):
        return _("%(number)s: your declaration is refused") % {"number": self.event.ev_number}

    def context(self):
        return {**super().context(), "reason": self.reason}


class CorrectedByStaff(_AboutEvent):
    """To the provider: GOC staff have corrected its declaration."""

    kind = "declaration_corrected"

    def __init__(self, event: Event, declaration: Declaration):
        super().__init__(event)
        self.declaration = declaration

    def key(self):
        return f"{super().key()}:{self.declaration.number}"

    def subject(self):
        return _("%(number)s: your declaration was corrected") % {"number": self.event.ev_number}

    def context(self):
        return {**super().context(), "declaration": self.declaration}


class DifferenceNoted(CorrectedByStaff):
    """To the provider: the CET manager has looked at a difference; the points stay."""

    kind = "difference_noted"

    def subject(self):
        return _("%(number)s: the CET manager has read what differed") % {
            "number": self.event.ev_number
        }
