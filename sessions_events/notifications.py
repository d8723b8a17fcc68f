"""What is told about events and points, to whom. Texts: templates/emails/."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.models import CetApplication
from cet_portal.core.notifications import Message
from providers import queries as provider_queries
from registrants import queries as register_queries
from registrants.models import PointEntry
from sessions_events.enums import BatchKind
from sessions_events.models import CertificateBatch, CompletionCertificate, Declaration
from sessions_events.models import Change, Event, Session, Upload
from sessions_events.rules import changes


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


class Overdue(_AboutEvent):
    """To the provider: the day after the last day to declare and upload."""

    kind = "event_overdue"

    def subject(self):
        return _("%(number)s is overdue") % {"number": self.event.ev_number}


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


