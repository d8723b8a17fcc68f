"""Declarations that differ, and what becomes of them."""

from django.utils.translation import gettext as _

from sessions_events.models import Declaration, Event
from sessions_events.notifications.about import AboutEvent


class Released(AboutEvent):
    """To the provider: the held declaration is released, the upload is open."""

    kind = "declaration_released"

    def subject(self):
        return _("%(number)s: your declaration is released") % {"number": self.event.ev_number}


class Refused(AboutEvent):
    """To the provider: the held declaration is refused, with the reason."""

    kind = "declaration_refused"

    def __init__(self, event: Event, reason: str):
        super().__init__(event)
        self.reason = reason

    def subject(self):
        return _("%(number)s: your declaration is refused") % {"number": self.event.ev_number}

    def context(self):
        return {**super().context(), "reason": self.reason}


class CorrectedByStaff(AboutEvent):
    """To the provider: GOC staff have corrected its declaration."""

    kind = "declaration_corrected"

    def __init__(self, event: Event, declaration: Declaration):
        super().__init__(event)
        self.declaration = declaration

    def key(self):
        return f"{super().key()}:{self.declaration.number}"

    def subject(self):
        return _("%(number)s: your declaration was corrected") % {"number": self.event.ev_number}

    def context(self):
        return {**super().context(), "declaration": self.declaration}


class DifferenceNoted(CorrectedByStaff):
    """To the provider: the CET manager has looked at a difference; the points stay."""

    kind = "difference_noted"

    def subject(self):
        return _("%(number)s: the CET manager has read what differed") % {
            "number": self.event.ev_number
        }
