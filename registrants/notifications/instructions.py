"""Points arrived that a standing instruction will accept."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.core.notifications import Message, Recipient, send_all
from registrants import queries
from registrants.models import PointEntry


class PointsByInstruction(Message):
    """To the registrant: what came, on which day it is accepted, and until when to object."""

    kind = "points_by_instruction"

    def __init__(self, entry: PointEntry, recipient: Recipient):
        self.entry, self.recipient = entry, recipient

    def key(self):
        return f"point:{self.entry.pk}:{self.kind}"

    def recipients(self):
        return [self.recipient]

    def subject(self):
        return _("%(event)s: your points have arrived") % {"event": self.entry.event_reference}

    def path(self):
        return reverse("compliance:line", args=[self.entry.pk])

    def context(self):
        return {"entry": self.entry, "too_late": self.entry.accept_on > self.entry.due_on}


def tell_of_instructions(lines: Iterable[int], *, at: datetime) -> None:
    """Tell each person of these lines, in a few statements; without lines nothing."""
    if not (keys := list(lines)):
        return
    entries = list(queries.those(keys).order_by("pk"))
    addresses = queries.addresses_of(entry.registrant_id for entry in entries)
    send_all(
        [
            PointsByInstruction(entry, addresses[entry.registrant_id])
            for entry in entries
            if entry.registrant_id in addresses
        ],
        at=at,
    )
