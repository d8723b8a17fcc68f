"""Messages about exceptions and disputes of which staff take care on somebody's behalf."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from compliance.enums import ForThem
from compliance.models import ActForThem, CycleDispute, DisputeActForThem, ExceptionRequest
from compliance.notifications.disputes import AboutDispute
from compliance.notifications.outcomes import AboutException
from registrants import queries as register_queries


class ExceptionForThem(AboutException):
    """To the person, if they have an account: what was done on what they asked."""

    kind = "exception_for_them"

    def __init__(self, done: ActForThem):
        super().__init__(done.request)
        self.done = done

    def key(self):
        return f"{self.request.reference}:{self.kind}:{self.done.pk}"

    def recipients(self):
        return register_queries.recipients([self.request.registrant_id])

    def subject(self):
        return _("%(number)s: GOC staff acted for you, as you asked") % self.words()

    def context(self):
        return {"said": str(self.done), "request": self.request}


class ExceptionByPost(AboutException):
    """To whoever asked for somebody who has no account: it is decided, and they get a letter."""

    kind = "exception_by_post"

    def __init__(self, request: ExceptionRequest):
        super().__init__(request)
        self.asked = request.for_them.filter(act=ForThem.ASK).first()

    def recipients(self):
        if self.asked is None or register_queries.recipients([self.request.registrant_id]):
            return []
        return [account_queries.recipient(self.asked.done_by_id)]

    def path(self):
        if self.asked is None:
            return super().path()
        return reverse("compliance:exception_for", args=[self.asked.assisted_id, self.request.pk])

    def subject(self):
        return _("%(number)s is decided: a letter for the post is written") % self.words()


class DisputeDoneForThem(AboutDispute):
    """To the person, if they have an account: what was done on what they asked."""

    kind = "dispute_for_them"

    def __init__(self, done: DisputeActForThem):
        super().__init__(done.dispute)
        self.done = done

    def key(self):
        return f"{self.dispute.reference}:{self.kind}:{self.done.pk}"

    def recipients(self):
        return register_queries.recipients([self.dispute.registrant_id])

    def subject(self):
        return _("%(number)s: GOC staff acted for you, as you asked") % self.words()

    def context(self):
        return {"said": str(self.done), "dispute": self.dispute}


class DisputeByPost(AboutDispute):
    """To whoever lodged it for somebody who has no account: it is determined, and they get a
    letter."""

    kind = "dispute_by_post"

    def __init__(self, dispute: CycleDispute):
        super().__init__(dispute)
        self.lodged = dispute.lodged_for_them

    def recipients(self):
        if self.lodged is None or register_queries.recipients([self.dispute.registrant_id]):
            return []
        return [account_queries.recipient(self.lodged.done_by_id)]

    def path(self):
        if self.lodged is None:
            return super().path()
        return reverse("compliance:dispute_for", args=[self.lodged.assisted_id, self.dispute.pk])

    def subject(self):
        return _("%(number)s is determined: a letter for the post is written") % self.words()
