"""To whom a message about an application goes, and what each of them says."""

from django.urls import reverse
from django.utils.formats import date_format

from approvals.models import CetApplication
from approvals.notifications import recipients
from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message


class AboutApplication(Message):
    """`occasion` makes the key unique where one thing can happen more than once."""

    occasion = ""

    def __init__(self, application: CetApplication):
        self.application = application

    def key(self):
        return f"{self.application.c_number}:{self.kind}:{self.occasion}"

    def path(self):
        return reverse("approvals:application", args=[self.application.c_number])

    def recipients(self):
        return recipients.at_work(self.application)

    def context(self):
        return {"application": self.application, "deadline": self.application.deadline}


class Formal(AboutApplication):
    """What ends an application or an approval is told to the principal contacts too."""

    def recipients(self):
        return recipients.answerable(self.application)


class ToTheApprover(AboutApplication):
    def recipients(self):
        approver_id = self.application.approver_id
        return [account_queries.recipient(approver_id)] if approver_id else []

    def path(self):
        return reverse("approvals:review", args=[self.application.c_number])


class ToTheManager(AboutApplication):
    def recipients(self):
        return account_queries.cet_managers()

    def path(self):
        return reverse("approvals:staff_application", args=[self.application.c_number])


def number_and_day(application: CetApplication) -> dict[str, str]:
    return {"number": application.c_number, "day": date_format(application.due_on, "j F Y")}
