"""The cycle is over."""

from django.urls import reverse
from django.utils.translation import ngettext

from cet_portal.core.notifications import Message, Recipient
from compliance.rules import Period
from compliance.rules.disputes import last_day_to_dispute


class PointsLapsed(Message):
    """To the registrant, once a cycle: how much lapsed, and what can be done."""

    kind = "points_lapsed"

    def __init__(
        self, registrant_id: int, period: Period, lines: int, points: int, *, recipient: Recipient
    ):
        self.registrant_id, self.period, self.recipient = registrant_id, period, recipient
        self.lines, self.points = lines, points

    def key(self):
        return f"registrant:{self.registrant_id}:{self.kind}:{self.period.name}"

    def recipients(self):
        return [self.recipient]

    def path(self):
        return f"{reverse('compliance:statement')}?cycle={self.period.name}"

    def subject(self):
        words = ngettext(
            "%(points)d CET point lapsed at the end of the cycle %(cycle)s",
            "%(points)d CET points lapsed at the end of the cycle %(cycle)s",
            self.points,
        )
        return words % {"points": self.points, "cycle": self.period.name}

    def context(self):
        return {
            "lines": self.lines,
            "points": self.points,
            "period": self.period,
            "last_day_to_dispute": last_day_to_dispute(self.period),
        }
