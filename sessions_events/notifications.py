"""What is told about events and points, to whom. Texts: templates/emails/."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.models import CetApplication
from cet_portal.core.notifications import Message
from providers import queries as provider_queries
from sessions_events.models import Event


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
