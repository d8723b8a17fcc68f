"""What every message about an event begins with."""

from django.urls import reverse

from cet_portal.core.notifications import Message
from providers import queries as provider_queries
from sessions_events.models import Event


class AboutEvent(Message):
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


class ToTheProvidersPeople(AboutEvent):
    """To all who plan, answer for or deliver the provider's events."""

    def recipients(self):
        provider_id = self.event.provider_id
        return [
            *provider_queries.responsible(provider_id),
            *provider_queries.deliverers(provider_id),
        ]
