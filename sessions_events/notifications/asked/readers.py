"""Whom a message goes to about what a registrant asked for."""

from collections.abc import Collection

from django.urls import reverse

from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message
from registrants import queries as register_queries
from sessions_events.models.asked import Asked


class ToAsker(Message):
    """To the registrant who asked."""

    def __init__(self, asked: Asked):
        self.asked = asked

    def key(self):
        return f"{self.asked.number}:{self.kind}:{self.asked.version}"

    def path(self):
        return self.asked.get_absolute_url()

    def recipients(self):
        return register_queries.recipients([self.asked.registrant_id])

    def subject(self):
        return f"{self.asked.number}: {self.words()}"

    def words(self) -> str:
        """The subject behind the number."""
        raise NotImplementedError

    def context(self):
        event = self.asked.event
        return {"asked": self.asked, "deadline": event.deadline if event else None}


class ToManager(ToAsker):
    """To the CET manager: something waits for staff."""

    def recipients(self):
        return account_queries.cet_managers()


class ToGroup(ToAsker):
    """To everybody of the group but its leader."""

    def people(self) -> Collection[int]:
        """The keys of those who are told."""
        others = self.asked.participants.exclude(registrant=self.asked.registrant_id)
        return list(others.values_list("registrant_id", flat=True))

    def recipients(self):
        return register_queries.recipients(self.people())

    def path(self):
        return reverse("compliance:statement")
