"""What is told before a last day."""

from django.utils.translation import gettext as _

from approvals.models import CetApplication
from approvals.notifications.audiences import (
    AboutApplication,
    ToTheApprover,
    ToTheManager,
    number_and_day,
)


class _Reminder(AboutApplication):
    """`left`: working days to the last one, 0 on it. `step`: at which reminder this is."""

    def __init__(self, application: CetApplication, *, step: int, left: int):
        super().__init__(application)
        self.left, self.occasion = left, f"{application.due_on}:{step}"

    def context(self):
        return {**super().context(), "left": self.left}


class DecideSoon(_Reminder, ToTheApprover):
    """To the approver: the decision, or the one on an appeal, is due soon."""

    kind = "decision_due_soon"

    def subject(self):
        return _("%(number)s: decide by %(day)s") % number_and_day(self.application)


class StillNobody(_Reminder, ToTheManager):
    """To the CET manager: the decision is due soon, and nobody has it."""

    kind = "still_no_approver"

    def subject(self):
        return _("%(number)s still has no approver: due %(day)s") % number_and_day(self.application)


class AnswerSoon(_Reminder):
    """To the provider: the answer is due soon, or the portal rejects the application."""

    kind = "answer_due_soon"

    def subject(self):
        return _("%(number)s: answer by %(day)s") % number_and_day(self.application)


class AppealSoon(_Reminder):
    """To the provider: the last day to appeal is near."""

    kind = "appeal_ends_soon"

    def subject(self):
        return _("%(number)s: you can appeal until %(day)s") % number_and_day(self.application)
