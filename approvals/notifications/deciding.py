"""What was decided, and what was appealed."""

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.enums import ApplicationStatus, Stage
from approvals.models import CetApplication, Decision
from approvals.notifications.audiences import Formal, ToTheManager
from approvals.queries import outcomes, past
from cet_portal.accounts import queries as account_queries
from cet_portal.scheme import limits


class AppealLodged(ToTheManager):
    """To the CET manager: a rejection is appealed."""

    kind = "appeal_lodged"

    def subject(self):
        return _("%(number)s: the provider appeals") % {"number": self.application.c_number}


class Decided(Formal):
    """To the provider: for each audience its points, or what was not met and what would mend it."""

    kind = "application_decided"

    def __init__(self, application: CetApplication, decision: Decision):
        super().__init__(application)
        self.decision, self.occasion = decision, decision.stage
        self.refused = outcomes.refused(application, decision)

    def subject(self):
        if self.decision.stage == Stage.APPEAL:
            return _appeal_subject(self.application)
        if self.refused and self.application.status == ApplicationStatus.APPROVED:
            return _("%(number)s: approved for some audiences") % {
                "number": self.application.c_number
            }
        return _("%(number)s: %(status)s") % {
            "number": self.application.c_number,
            "status": self.application.get_status_display(),
        }

    def context(self):
        return {
            **super().context(),
            "decision": self.decision,
            "approvals": self.application.approvals.order_by("audience"),
            "refused": self.refused,
            "days_for_a_copy": limits.APPROVAL_WORKING_DAYS,
            "failed": outcomes.not_met(self.decision),
        }


def _appeal_subject(application: CetApplication) -> str:
    number = {"number": application.c_number}
    if application.status == ApplicationStatus.APPROVED:
        return _("%(number)s: Appeal upheld: approved") % number
    return _("%(number)s: Appeal dismissed") % number


class AppealDecided(ToTheManager):
    """To the CET manager: how an appeal ended."""

    kind = "appeal_decided"

    def subject(self):
        return _appeal_subject(self.application)


class AppealDecidedForFirst(AppealDecided):
    """To the approver whose decision was appealed, the same."""

    def recipients(self):
        first_id = past.first_approver_of(self.application)
        return [account_queries.recipient(first_id)] if first_id else []

    def path(self):
        return reverse("approvals:review", args=[self.application.c_number])
