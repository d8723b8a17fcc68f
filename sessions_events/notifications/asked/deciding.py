"""What was refused, and what nobody had decided when it began."""

from django.utils.translation import gettext as _

from sessions_events.notifications.asked.readers import ToAsker, ToManager


class AskedRefused(ToAsker):
    """To the registrant: refused, with the reason."""

    kind = "asked_refused"

    def words(self):
        return _("what you asked for is refused")


class NotDecided(ToAsker):
    """To the registrant: it has begun, and nobody had decided."""

    kind = "asked_not_decided"

    def words(self):
        return _("not decided in time")


class NotDecidedForStaff(ToManager):
    """To the CET manager: it has begun, and nobody had decided."""

    kind = "asked_not_decided_for_staff"

    def words(self):
        return _("nobody decided before it began")
