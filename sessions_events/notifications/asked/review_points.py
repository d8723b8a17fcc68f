"""Peer review that was held: its points, or why there are none."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from sessions_events.models import PeerReview
from sessions_events.notifications.asked.readers import ToGroup, ToManager


class ReviewDiffers(ToManager):
    """To the CET manager: the leader says that it was not as approved."""

    kind = "review_differs"

    def words(self):
        return _("a peer review was not as approved")


class ReviewPoints(ToGroup):
    """To everybody who has points now, the leader too."""

    kind = "review_points"

    def __init__(self, asked: PeerReview, given: Collection[int]):
        super().__init__(asked)
        self.given = given

    def people(self):
        return self.given

    def words(self):
        return _("your points wait for you")


class SomebodyWithoutPoints(ToManager):
    """To the CET manager: somebody attended, and the register gives them no points."""

    kind = "review_without_points"

    def words(self):
        return _("somebody attended and has no points")


class ReviewNotCounted(ToGroup):
    """To everybody who attended, the leader too: no points follow."""

    kind = "review_not_counted"

    def people(self):
        there = self.asked.participants.filter(attended=True)
        return [*there.values_list("registrant_id", flat=True), self.asked.registrant_id]

    def words(self):
        return _("no points follow from the peer review")
