"""What is told of a decision that is late."""

from django.utils.translation import gettext as _

from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from approvals.notifications.audiences import AboutApplication, ToTheApprover, ToTheManager
from approvals.notifications.fast_track import fast_track_fee
from providers.enums import FeeStatus


class Late(ToTheManager):
    """To the CET manager: a decision is late, and with whom it lies."""

    kind = "decision_late"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.due_on)

    def subject(self):
        return _("%(number)s is late") % {"number": self.application.c_number}


class LateForApprover(ToTheApprover):
    """To the approver: your decision is late."""

    kind = "your_decision_late"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.due_on)

    def subject(self):
        return _("%(number)s: your decision is late") % {"number": self.application.c_number}


class LateForProvider(AboutApplication):
    """To the provider: the decision is late, and what happens now."""

    kind = "your_application_late"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.due_on)

    def subject(self):
        if self.application.status == ApplicationStatus.UNDER_APPEAL:
            return _("%(number)s: the decision on your appeal is late") % {
                "number": self.application.c_number
            }
        return _("%(number)s: the decision is late") % {"number": self.application.c_number}

    def context(self):
        fee = fast_track_fee(self.application)
        return {**super().context(), "fast_track_paid": fee and fee.status == FeeStatus.PAID}
