"""Points arrived that a standing instruction will accept."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from registrants import queries
from registrants.notifications.lines import AboutLine, tell_owners


class PointsByInstruction(AboutLine):
    """To the registrant: what came, on which day it is accepted, and until when to object."""

    kind = "points_by_instruction"

    def subject(self):
        return _("%(event)s: your points have arrived") % {"event": self.entry.event_reference}

    def context(self):
        return {"entry": self.entry, "too_late": self.entry.accept_on > self.entry.due_on}


def tell_of_instructions(lines: Iterable[int], *, at: datetime) -> None:
    """Tell each person of these lines; without lines nothing."""
    if keys := list(lines):
        tell_owners(PointsByInstruction, queries.those(keys).order_by("pk"), at=at)
