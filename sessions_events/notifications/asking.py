"""What registrants ask for: messages to them, to the group, and to the CET manager."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message
from registrants import queries as register_queries
from sessions_events.models import Duty, PeerReview
from sessions_events.models.asked import Asked
from sessions_events.rules.reminding import Step


class ToAsker(Message):
    """To the registrant who asked."""

    def __init__(self, asked: Asked):
        self.asked = asked

    def key(self):
        return f"{self.asked.number}:{self.kind}:{self.asked.version}"

    def path(self):
        return self.asked.get_absolute_url()

    def recipients(self):
        return register_queries.recipients([self.asked.registrant_id])

    def subject(self):
        return f"{self.asked.number}: {self.words()}"

    def words(self) -> str:
        """The subject behind the number."""
        raise NotImplementedError

    def context(self):
        event = self.asked.event
        return {"asked": self.asked, "deadline": event.deadline if event else None}


class ToManager(ToAsker):
    """To the CET manager: something waits for staff."""

    def recipients(self):
        return account_queries.cet_managers()


class ToGroup(ToAsker):
    """To everybody of the group but its leader."""

    def people(self) -> Collection[int]:
        """The keys of those who are told."""
        others = self.asked.participants.exclude(registrant=self.asked.registrant_id)
        return list(others.values_list("registrant_id", flat=True))

    def recipients(self):
        return register_queries.recipients(self.people())

    def path(self):
        return reverse("compliance:statement")


class ReviewAsked(ToManager):
    """To the CET manager: a peer review is asked for."""

    kind = "review_asked"

    def words(self):
        return _("a registrant asks for peer review")


class NonUkAsked(ToManager):
    """To the CET manager: CET outside the UK is asked for."""

    kind = "non_uk_asked"

    def words(self):
        return _("a registrant asks for CET outside the UK")


class AskedRefused(ToAsker):
    """To the registrant: refused, with the reason."""

    kind = "asked_refused"

    def words(self):
        return _("what you asked for is refused")


class NotDecided(ToAsker):
    """To the registrant: it has begun, and nobody had decided."""

    kind = "asked_not_decided"

    def words(self):
        return _("not decided in time")


class NotDecidedForStaff(ToManager):
    """To the CET manager: it has begun, and nobody had decided."""

    kind = "asked_not_decided_for_staff"

    def words(self):
        return _("nobody decided before it began")


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


class NonUkApproved(ToAsker):
    """To the registrant: approved, with its points and what comes next."""

    kind = "non_uk_approved"

    def words(self):
        return _("your CET outside the UK is approved")

    def context(self):
        approval = self.asked.event.application.approvals.get()
        return {**super().context(), "approval": approval}


class EvidenceSent(ToManager):
    """To the CET manager: evidence waits to be read."""

    kind = "evidence_sent"

    def words(self):
        return _("evidence of attendance was sent")


class EvidenceSentBack(ToAsker):
    """To the registrant: other evidence is needed."""

    kind = "evidence_sent_back"

    def words(self):
        return _("other evidence is needed")


class NotShown(ToAsker):
    """To the registrant: attendance is not shown, so there are no points."""

    kind = "evidence_not_enough"

    def words(self):
        return _("attendance is not shown")


class NonUkPoints(ToAsker):
    """To the registrant: confirmed, the points are pending."""

    kind = "non_uk_points"

    def words(self):
        return _("your points wait for you")


class ConfirmationDue(ToAsker):
    """To the registrant: confirm it, or send evidence. One message for each rung."""

    kind = "confirmation_due"

    def __init__(self, asked: Asked, duty: Duty, step: Step):
        super().__init__(asked)
        self.duty, self.step = duty, step

    def key(self):
        return f"{super().key()}:{self.duty.due_on}:{self.duty.told}"

    def words(self):
        if self.step.is_late:
            return _("overdue: confirm what you attended")
        return _("confirm what you attended")

    def context(self):
        return {
            **super().context(),
            "is_late": self.step.is_late,
            "is_review": isinstance(self.asked, PeerReview),
        }


class ConfirmationOverdue(ToManager):
    """To the CET manager: nothing was confirmed in time."""

    kind = "confirmation_overdue"

    def __init__(self, asked: Asked, duty: Duty):
        super().__init__(asked)
        self.duty = duty

    def words(self):
        return _("not confirmed in time")
