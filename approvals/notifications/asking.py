"""What is told of questions to the provider, and of answers."""

from django.utils.translation import gettext as _

from approvals.models import CetApplication, InformationRequest
from approvals.notifications.audiences import AboutApplication, Formal, ToTheApprover


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
