"""Points came after the last day of their cycle."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.core.notifications import Message, Recipient, send_all
from registrants import queries
from registrants.models import PointEntry

# Lines of one statement: so many are held at once, however many came.
AT_ONCE = 1_000


class PointsLate(Message):
    """To the registrant: what came late is kept, and GOC staff decide whether it counts."""

    kind = "points_late"

    def __init__(self, entry: PointEntry, recipient: Recipient):
        self.entry, self.recipient = entry, recipient

    def key(self):
        return f"point:{self.entry.pk}:{self.kind}"

    def recipients(self):
        return [self.recipient]

    def subject(self):
        return _("%(event)s: your points came after the end of the cycle") % {
            "event": self.entry.event_reference
        }

    def path(self):
        return reverse("compliance:line", args=[self.entry.pk])

    def context(self):
        return {"entry": self.entry}


def tell_of_late(lines: Iterable[PointEntry], *, at: datetime) -> None:
    """Tell each person of these lines that they came late, set by set."""
    rest = iter(lines)
    while some := list(islice(rest, AT_ONCE)):
        addresses = queries.addresses_of(entry.registrant_id for entry in some)
        send_all(
            [
                PointsLate(entry, addresses[entry.registrant_id])
                for entry in some
                if entry.registrant_id in addresses
            ],
            at=at,
        )
