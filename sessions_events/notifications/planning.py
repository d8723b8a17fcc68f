"""Events that were changed, cancelled, stopped or not held."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.models import CetApplication
from cet_portal.core.notifications import Message
from providers import queries as provider_queries
from sessions_events.models import Change, Event, Session
from sessions_events.notifications.about import ToTheProvidersPeople
from sessions_events.rules import changes


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


class EventCancelled(ToTheProvidersPeople):
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


class EventChanged(ToTheProvidersPeople):
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
