"""What is told about an application, to whom. Texts: templates/emails/."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.enums import ApplicationStatus, Ending, Verdict
from approvals.models import CetApplication, Decision, InformationRequest
from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message
from providers import queries as provider_queries


class _AboutApplication(Message):
    """`occasion` makes the key unique where one thing can happen more than once."""

    occasion = ""

    def __init__(self, application: CetApplication):
        self.application = application

    def key(self):
        return f"{self.application.c_number}:{self.kind}:{self.occasion}"

    def path(self):
        return reverse("approvals:application", args=[self.application.c_number])

    def recipients(self):
        return provider_queries.administrators(self.application.provider_id)

    def context(self):
        return {"application": self.application, "deadline": self.application.deadline}


class _ToTheApprover(_AboutApplication):
    def recipients(self):
        approver_id = self.application.approver_id
        return [account_queries.recipient(approver_id)] if approver_id else []

    def path(self):
        return reverse("approvals:review", args=[self.application.c_number])


class Submitted(_AboutApplication):
    """To the provider: it is in the queue, and by when it is decided."""

    kind = "application_submitted"

    def subject(self):
        return _("%(number)s is submitted") % {"number": self.application.c_number}


class InformationRequested(_AboutApplication):
    """To the provider: what is asked, and by when to answer."""

    kind = "information_requested"

    def __init__(self, application: CetApplication, request: InformationRequest):
        super().__init__(application)
        self.request, self.occasion = request, str(request.pk)

    def subject(self):
        return _("%(number)s: information requested") % {"number": self.application.c_number}

    def context(self):
        return {**super().context(), "questions": self.request.questions.order_by("order")}


class Answered(_ToTheApprover):
    """To the approver: the answer is there, three working days to decide."""

    kind = "information_answered"

    def __init__(self, application: CetApplication, request: InformationRequest):
        super().__init__(application)
        self.request, self.occasion = request, str(request.pk)

    def subject(self):
        return _("%(number)s: the provider has answered") % {"number": self.application.c_number}


class Assigned(_ToTheApprover):
    """To the approver: a case is theirs, and by when."""

    kind = "application_assigned"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.assignments.order_by("-pk").values_list("pk")[0][0])

    def subject(self):
        return _("%(number)s is yours to review") % {"number": self.application.c_number}


class TakenAway(_ToTheApprover):
    """To the approver: staff gave the case to somebody else."""

    kind = "application_taken_away"

    def __init__(self, application: CetApplication, reason: str):
        super().__init__(application)
        self.reason = reason
        self.occasion = str(application.assignments.order_by("-pk").values_list("pk")[0][0])

    def subject(self):
        return _("%(number)s was given to another approver") % {"number": self.application.c_number}

    def path(self):
        return reverse("approvals:queue")

    def context(self):
        return {**super().context(), "reason": self.reason}


class _ToTheManager(_AboutApplication):
    def recipients(self):
        return account_queries.cet_managers()

    def path(self):
        return reverse("approvals:staff_application", args=[self.application.c_number])


class NobodyFits(_ToTheManager):
    """To the CET manager: no approver fits, so a person has to choose one."""

    kind = "application_nobody_fits"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.assignments.count())

    def subject(self):
        return _("%(number)s needs an approver") % {"number": self.application.c_number}

    def context(self):
        before = self.application.assignments.order_by("-pk").select_related("approver").first()
        handed_back = before if before and before.ending == Ending.HANDED_BACK else None
        return {**super().context(), "handed_back": handed_back}


class AppealLodged(_ToTheManager):
    """To the CET manager: a rejection is appealed."""

    kind = "appeal_lodged"

    def subject(self):
        return _("%(number)s: the provider appeals") % {"number": self.application.c_number}


class Decided(_AboutApplication):
    """To the provider: approved with its points, or rejected with what was not met."""

    kind = "application_decided"

    def __init__(self, application: CetApplication, decision: Decision):
        super().__init__(application)
        self.decision, self.occasion = decision, decision.stage

    def subject(self):
        return _("%(number)s: %(status)s") % {
            "number": self.application.c_number,
            "status": self.application.get_status_display(),
        }

    def context(self):
        return {
            **super().context(),
            "decision": self.decision,
            "approvals": self.application.approvals.order_by("audience"),
            "failed": self.decision.judgements.filter(verdict=Verdict.NOT_MET)
            .select_related("criterion")
            .order_by("criterion__order", "audience"),
        }


class TakenBack(_ToTheApprover):
    """To the approver: the provider has withdrawn it."""

    kind = "application_taken_back"

    def subject(self):
        return _("%(number)s was withdrawn by the provider") % {"number": self.application.c_number}


class ApprovalWithdrawn(_AboutApplication):
    """To the provider: staff have withdrawn the approval, and why."""

    kind = "approval_withdrawn"

    def subject(self):
        return _("%(number)s: the approval is withdrawn") % {"number": self.application.c_number}


class _AboutApprovals(_AboutApplication):
    """Of all approvals of one provider that end on one day: one message, a part of them named."""

    status = ApplicationStatus.APPROVED
    most_named = 40

    def __init__(self, application: CetApplication, approvals: Sequence[CetApplication]):
        super().__init__(application)
        self.approvals = approvals

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


class _Reminder(_AboutApplication):
    """`left`: working days to the last one, 0 on it. `step`: at which reminder this is."""

    def __init__(self, application: CetApplication, *, step: int, left: int):
        super().__init__(application)
        self.left, self.occasion = left, f"{application.due_on}:{step}"

    def context(self):
        return {**super().context(), "left": self.left}


class DecideSoon(_Reminder, _ToTheApprover):
    """To the approver: the decision, or the one on an appeal, is due soon."""

    kind = "decision_due_soon"

    def subject(self):
        return _("%(number)s: decide by %(day)s") % _number_and_day(self.application)


class StillNobody(_Reminder, _ToTheManager):
    """To the CET manager: the decision is due soon, and nobody has it."""

    kind = "still_no_approver"

    def subject(self):
        return _("%(number)s still has no approver: due %(day)s") % _number_and_day(
            self.application
        )


class AnswerSoon(_Reminder):
    """To the provider: the answer is due soon, or the portal rejects the application."""

    kind = "answer_due_soon"

    def subject(self):
        return _("%(number)s: answer by %(day)s") % _number_and_day(self.application)


class AppealSoon(_Reminder):
    """To the provider: the last day to appeal is near."""

    kind = "appeal_ends_soon"

    def subject(self):
        return _("%(number)s: you can appeal until %(day)s") % _number_and_day(self.application)


class Late(_ToTheManager):
    """To the CET manager: a decision is late, and with whom it lies."""

    kind = "decision_late"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.due_on)

    def subject(self):
        return _("%(number)s is late") % {"number": self.application.c_number}


class LateForApprover(_ToTheApprover):
    """To the approver: your decision is late."""

    kind = "your_decision_late"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.due_on)

    def subject(self):
        return _("%(number)s: your decision is late") % {"number": self.application.c_number}


def _number_and_day(application: CetApplication) -> dict[str, str]:
    return {"number": application.c_number, "day": date_format(application.due_on, "j F Y")}


class _FastTrack(_AboutApplication):
    kind = "fast_track_started"

    def subject(self):
        return _("%(number)s: the fast track has started") % {"number": self.application.c_number}


class FastTrackStarted(_FastTrack):
    """To the provider: the payment is recorded, the short clock runs."""


class FastTrackForApprover(_FastTrack, _ToTheApprover):
    """To the approver: there is less time now."""


class _Extended(_AboutApplication):
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


class ClockExtendedForApprover(_Extended, _ToTheApprover):
    """To the approver, the same."""


class RejectedUnanswered(_AboutApplication):
    """To the provider: the clock has rejected it."""

    kind = "application_rejected_unanswered"

    def subject(self):
        return _("%(number)s was rejected: no answer in time") % {
            "number": self.application.c_number
        }


class ClosedUnanswered(_ToTheApprover):
    """To the approver: nothing more to do."""

    kind = "application_closed_unanswered"

    def subject(self):
        return _("%(number)s is closed: the provider did not answer in time") % {
            "number": self.application.c_number
        }
