"""What is to be confirmed after it was held, and was not in time."""

from django.utils.translation import gettext as _

from sessions_events.models import Duty, PeerReview
from sessions_events.models.asked import Asked
from sessions_events.notifications.asked.readers import ToAsker, ToManager
from sessions_events.rules.reminding import Step


class ConfirmationDue(ToAsker):
    """To the registrant: confirm it, or send evidence. One message for each rung."""

    kind = "confirmation_due"

    def __init__(self, asked: Asked, duty: Duty, step: Step):
        super().__init__(asked)
        self.duty, self.step = duty, step

    def key(self):
        return f"{super().key()}:{self.duty.due_on}:{self.duty.told}"

    def words(self):
        if self.step.is_late:
            return _("overdue: confirm what you attended")
        return _("confirm what you attended")

    def context(self):
        return {
            **super().context(),
            "is_late": self.step.is_late,
            "is_review": isinstance(self.asked, PeerReview),
        }


class ConfirmationOverdue(ToManager):
    """To the CET manager: nothing was confirmed in time."""

    kind = "confirmation_overdue"

    def __init__(self, asked: Asked, duty: Duty):
        super().__init__(asked)
        self.duty = duty

    def words(self):
        return _("not confirmed in time")
