"""What is told of a clock that was given more time."""

from django.utils.translation import gettext as _

from approvals.models import CetApplication
from approvals.notifications.audiences import AboutApplication, ToTheApprover


class _Extended(AboutApplication):
    kind = "clock_extended"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.extension = application.extensions.latest("pk")
        self.occasion = str(self.extension.pk)

    def subject(self):
        return _("%(number)s: there is more time") % {"number": self.application.c_number}

    def context(self):
        return {**super().context(), "extension": self.extension}


class ClockExtended(_Extended):
    """To the provider: a clock was given more time, and why."""


class ClockExtendedForApprover(_Extended, ToTheApprover):
    """To the approver, the same."""
