"""What is told about an application, to whom. Texts: templates/emails/."""

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.enums import Verdict
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

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.assignments.order_by("-pk").values_list("pk")[0][0])

    def subject(self):
        return _("%(number)s was given to another approver") % {"number": self.application.c_number}

    def path(self):
        return reverse("approvals:queue")


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


class Expired(_AboutApplication):
    """To the provider: the approval has ended with the cycle; it can be re-approved."""

    kind = "approval_expired"

    def subject(self):
        return _("%(number)s: the approval has ended") % {"number": self.application.c_number}


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
