"""CET outside the UK: asked for, approved, its evidence and its points."""

from django.utils.translation import gettext as _

from sessions_events.notifications.asked.readers import ToAsker, ToManager


class NonUkAsked(ToManager):
    """To the CET manager: CET outside the UK is asked for."""

    kind = "non_uk_asked"

    def words(self):
        return _("a registrant asks for CET outside the UK")


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
