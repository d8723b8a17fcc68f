"""Points came after the last day of their cycle."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.utils.translation import gettext as _

from registrants.models import PointEntry
from registrants.notifications.lines import AboutLine, tell_owners

# Lines of one statement: so many are held at once, however many came.
AT_ONCE = 1_000


class PointsLate(AboutLine):
    """To the registrant: what came late is kept, and GOC staff decide whether it counts."""

    kind = "points_late"

    def subject(self):
        return _("%(event)s: your points came after the end of the cycle") % {
            "event": self.entry.event_reference
        }


def tell_of_late(lines: Iterable[PointEntry], *, at: datetime) -> None:
    """Tell each person of these lines that they came late, set by set."""
    rest = iter(lines)
    while some := list(islice(rest, AT_ONCE)):
        tell_owners(PointsLate, some, at=at)
