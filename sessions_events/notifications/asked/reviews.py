"""Peer review: asked for, approved, called off."""

from django.utils.translation import gettext as _

from sessions_events.models import PeerReview
from sessions_events.notifications.asked.readers import ToAsker, ToGroup, ToManager


class ReviewAsked(ToManager):
    """To the CET manager: a peer review is asked for."""

    kind = "review_asked"

    def words(self):
        return _("a registrant asks for peer review")


class ReviewApproved(ToAsker):
    """To the leader: approved, and what comes next."""

    kind = "review_approved"

    def words(self):
        return _("your peer review is approved")


class NamedInReview(ToGroup):
    """To the group: they are named in an approved peer review."""

    kind = "review_named"

    def words(self):
        return _("you are named in a peer review")


class ReviewCalledOff(ToGroup):
    """To the group: it does not take place."""

    kind = "review_called_off"

    def __init__(self, asked: PeerReview, reason: str):
        super().__init__(asked)
        self.reason = reason

    def words(self):
        return _("the peer review does not take place")

    def context(self):
        return {**super().context(), "reason": self.reason}
