"""Whose case it is."""

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.enums import Ending
from approvals.models import CetApplication
from approvals.notifications.audiences import ToTheApprover, ToTheManager


class Assigned(ToTheApprover):
    """To the approver: a case is theirs, and by when."""

    kind = "application_assigned"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.assignments.order_by("-pk").values_list("pk")[0][0])

    def subject(self):
        return _("%(number)s is yours to review") % {"number": self.application.c_number}


class TakenAway(ToTheApprover):
    """To the approver: the case goes to somebody else."""

    kind = "application_taken_away"

    def __init__(self, application: CetApplication, reason: str):
        super().__init__(application)
        self.reason = reason
        self.occasion = str(application.assignments.order_by("-pk").values_list("pk")[0][0])

    def subject(self):
        return _("%(number)s goes to another approver") % {"number": self.application.c_number}

    def path(self):
        return reverse("approvals:queue")

    def context(self):
        return {**super().context(), "reason": self.reason}


class NobodyFits(ToTheManager):
    """To the CET manager: no approver fits, so a person has to choose one."""

    kind = "application_nobody_fits"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = f"{application.assignments.count()}:{application.round}"

    def subject(self):
        return _("%(number)s needs an approver") % {"number": self.application.c_number}

    def context(self):
        before = self.application.assignments.order_by("-pk").select_related("approver").first()
        handed_back = before if before and before.ending == Ending.HANDED_BACK else None
        return {**super().context(), "handed_back": handed_back}
