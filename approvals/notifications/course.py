"""What is told on the way from submission to decision."""

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.enums import ApplicationStatus, Ending, Stage
from approvals.models import CetApplication, Decision, InformationRequest
from approvals.notifications.audiences import AboutApplication, Formal, ToTheApprover, ToTheManager
from approvals.queries import outcomes, past
from cet_portal.accounts import queries as account_queries
from cet_portal.scheme import limits
from providers import queries as provider_queries


class Submitted(AboutApplication):
    """To the provider: it is in the queue, and by when it is decided."""

    kind = "application_submitted"

    def subject(self):
        return _("%(number)s is submitted") % {"number": self.application.c_number}


class DraftReady(AboutApplication):
    """To those who can submit: a colleague says that a draft is ready."""

    kind = "draft_ready"

    def __init__(self, application: CetApplication, by: str):
        super().__init__(application)
        self.by, self.occasion = by, str(application.version)

    def subject(self):
        return _("%(number)s is ready to be submitted") % {"number": self.application.c_number}

    def path(self):
        return reverse("approvals:check", args=[self.application.c_number])

    def recipients(self):
        return provider_queries.administrators(self.application.provider_id)

    def context(self):
        return {**super().context(), "by": self.by}


class InformationRequested(AboutApplication):
    """To the provider: what is asked, and by when to answer."""

    kind = "information_requested"

    def __init__(self, application: CetApplication, request: InformationRequest):
        super().__init__(application)
        self.request, self.occasion = request, str(request.pk)

    def subject(self):
        return _("%(number)s: information requested") % {"number": self.application.c_number}

    def context(self):
        return {**super().context(), "questions": self.request.questions.order_by("order")}


class Answered(ToTheApprover):
    """To the approver: the answer is there, three working days to decide."""

    kind = "information_answered"

    def __init__(self, application: CetApplication, request: InformationRequest):
        super().__init__(application)
        self.request, self.occasion = request, str(request.pk)

    def subject(self):
        return _("%(number)s: the provider has answered") % {"number": self.application.c_number}


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


class TakenBack(ToTheApprover):
    """To the approver: the provider has withdrawn it."""

    kind = "application_taken_back"

    def subject(self):
        return _("%(number)s was withdrawn by the provider") % {"number": self.application.c_number}


class RejectedUnanswered(Formal):
    """To the provider: the clock has rejected it."""

    kind = "application_rejected_unanswered"

    def subject(self):
        return _("%(number)s was rejected: no answer in time") % {
            "number": self.application.c_number
        }


class ClosedUnanswered(ToTheApprover):
    """To the approver: nothing more to do."""

    kind = "application_closed_unanswered"

    def subject(self):
        return _("%(number)s is closed: the provider did not answer in time") % {
            "number": self.application.c_number
        }
