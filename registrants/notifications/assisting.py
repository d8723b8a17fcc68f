"""What somebody is told of acts that staff did for them."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.core.notifications import Message, Recipient
from registrants import queries, rules
from registrants.enums import AssistedAct
from registrants.models import AssistedRequest, PointEntry


class Assisted(Message):
    """To the person, if they have an account: what was done on their request."""

    kind = "points_assisted"

    def __init__(
        self, request: AssistedRequest, act: AssistedAct, lines: Sequence[PointEntry], at: datetime
    ):
        self.request, self.act, self.lines, self.at = request, act, lines, at

    def key(self):
        return f"assisted:{self.request.pk}:{self.act}:{self.at.isoformat()}"

    def path(self):
        return reverse("compliance:statement")

    def recipients(self):
        user = self.request.registrant.user
        return [Recipient(user.email, user.pk)] if user and user.is_active else []

    def subject(self):
        return _("GOC staff have changed your statement, as you asked")

    def context(self):
        said = rules.said(self.act, self.request.way, self.request.received_on)
        unwritten = queries.unwritten_of(self.lines) if self.act == AssistedAct.ACCEPT else ()
        return {"said": said, "lines": self.lines, "unwritten": {line.pk for line in unwritten}}
