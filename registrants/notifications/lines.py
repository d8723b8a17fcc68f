"""Messages about lines of a statement, to the people whose they are."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from cet_portal.core.notifications import Message, Recipient, send_all
from registrants import queries
from registrants.models import PointEntry


class AboutLine(Message):
    """To the registrant, about one line; `kind` and `subject` say what."""

    def __init__(self, entry: PointEntry, recipient: Recipient):
        self.entry, self.recipient = entry, recipient

    def key(self):
        return f"point:{self.entry.pk}:{self.kind}"

    def recipients(self):
        return [self.recipient]

    def path(self):
        return reverse("compliance:line", args=[self.entry.pk])

    def context(self):
        return {"entry": self.entry}


def tell_owners(message: type[AboutLine], entries: Iterable[PointEntry], *, at: datetime) -> None:
    """Tell each person of these lines, in a few statements; who has no account is left out."""
    entries = list(entries)
    addresses = queries.addresses_of(entry.registrant_id for entry in entries)
    send_all(
        [
            message(entry, addresses[entry.registrant_id])
            for entry in entries
            if entry.registrant_id in addresses
        ],
        at=at,
    )
