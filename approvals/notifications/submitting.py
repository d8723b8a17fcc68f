"""What is told of drafts and submissions."""

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.models import CetApplication
from approvals.notifications.audiences import AboutApplication, ToTheApprover
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


class TakenBack(ToTheApprover):
    """To the approver: the provider has withdrawn it."""

    kind = "application_taken_back"

    def subject(self):
        return _("%(number)s was withdrawn by the provider") % {"number": self.application.c_number}
