"""What is told about an application, to whom. Texts: templates/emails/."""

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.models import CetApplication, InformationRequest
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
        return {**super().context(), "request": self.request}


class Answered(_ToTheApprover):
    """To the approver: the answer is there, three working days to decide."""

    kind = "information_answered"

    def __init__(self, application: CetApplication, request: InformationRequest):
        super().__init__(application)
        self.request, self.occasion = request, str(request.pk)

    def subject(self):
        return _("%(number)s: the provider has answered") % {"number": self.application.c_number}


class Decided(_AboutApplication):
    """To the provider: approved with its points, or rejected with the reasons."""

    kind = "application_decided"

    def subject(self):
        return _("%(number)s: %(status)s") % {
            "number": self.application.c_number,
            "status": self.application.get_status_display(),
        }

    def context(self):
        return {**super().context(), "approvals": self.application.approvals.all()}


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
