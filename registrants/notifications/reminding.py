"""What is mailed about points that wait."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import ngettext

from cet_portal.core.notifications import Message, Recipient, address_of
from registrants import queries
from registrants.models import PointEntry, Reminder

MOST_NAMED = 5


class PointsWaiting(Message):
    """To somebody with pending points: how many, and until when they can be accepted; and on which
    peer reviews, accepted or pending, a reflection statement is to be written."""

    kind = "points_waiting"

    def __init__(
        self, reminder: Reminder, waiting: queries.Waiting, unwritten: Sequence[PointEntry] = ()
    ):
        self.reminder, self.waiting, self.unwritten = reminder, waiting, unwritten

    def key(self):
        return f"registrant:{self.reminder.registrant_id}:waiting:{self.reminder.due_on}"

    def path(self):
        return reverse("compliance:statement")

    def recipients(self):
        user = self.reminder.registrant.user
        return [Recipient(user.email, user.pk)] if user and user.is_active else []

    def subject(self):
        points = self.waiting.points
        words = ngettext(
            "%(points)d CET point is waiting for you",
            "%(points)d CET points are waiting for you",
            points,
        )
        return words % {"points": points}

    def context(self):
        return {
            "waiting": self.waiting,
            "unwritten": [
                (line, address_of(reverse("registrants:reflection", args=[line.pk])))
                for line in self.unwritten[:MOST_NAMED]
            ],
            "unwritten_in_all": len(self.unwritten),
            "write_until": min((line.due_on for line in self.unwritten), default=None),
            "settings_address": address_of(reverse("registrants:reminders")),
        }
