"""What is told when approvals end."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from approvals.notifications.audiences import AboutApplication, Formal
from providers import queries as provider_queries


class ApprovalWithdrawn(Formal):
    """To the provider: staff have withdrawn the approval, and why."""

    kind = "approval_withdrawn"

    def subject(self):
        return _("%(number)s: the approval is withdrawn") % {"number": self.application.c_number}


class _AboutApprovals(AboutApplication):
    """Of all approvals of one provider that end on one day: one message, a part of them named."""

    status = ApplicationStatus.APPROVED
    most_named = 40

    def __init__(self, application: CetApplication, approvals: Sequence[CetApplication]):
        super().__init__(application)
        self.approvals = approvals

    def recipients(self):
        return provider_queries.responsible(self.application.provider_id)

    def key(self):
        ends = self.application.approval_ends
        return f"provider {self.application.provider_id}:{self.kind}:{ends}:{self.occasion}"

    def path(self):
        return f"{reverse('approvals:application_list')}?{urlencode({'status': self.status})}"

    def context(self):
        named = self.approvals[: self.most_named]
        return {
            "ends": self.application.approval_ends,
            "total": len(self.approvals),
            "named": named,
            "unnamed": len(self.approvals) - len(named),
        }


class ApprovalsEnding(_AboutApprovals):
    """To the provider: its approvals end in 60 or in 30 days, and can be asked for anew."""

    kind = "approvals_ending"

    def __init__(
        self, application: CetApplication, approvals: Sequence[CetApplication], *, step: int
    ):
        super().__init__(application, approvals)
        self.occasion = str(step)

    def subject(self):
        return ngettext(
            "Your approval of %(total)d CET ends on %(day)s",
            "Your approvals of %(total)d CET end on %(day)s",
            len(self.approvals),
        ) % {
            "total": len(self.approvals),
            "day": date_format(self.application.approval_ends, "j F Y"),
        }


class Expired(_AboutApprovals):
    """To the provider: approvals have ended with the cycle; they can be asked for anew."""

    kind = "approval_expired"
    status = ApplicationStatus.EXPIRED

    def subject(self):
        return ngettext(
            "Your approval of %(total)d CET has ended",
            "Your approvals of %(total)d CET have ended",
            len(self.approvals),
        ) % {"total": len(self.approvals)}
