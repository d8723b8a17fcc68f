"""About disputed records."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message, Recipient
from compliance.models import CycleDispute, Removal
from compliance.queries.removals import Standing
from registrants import queries as register_queries


class AboutDispute(Message):
    """What all of them have."""

    def __init__(
        self,
        dispute: CycleDispute,
        back: Removal | None = None,
        standing: Standing | None = None,
    ):
        self.dispute, self.back, self.standing = dispute, back, standing

    def key(self):
        return f"{self.dispute.reference}:{self.kind}:{self.dispute.status}"

    def recipients(self):
        return account_queries.cet_managers()

    def path(self):
        return reverse("compliance:dispute", args=[self.dispute.pk])

    def words(self) -> dict[str, str]:
        return {"number": self.dispute.reference, "cycle": self.dispute.cycle}

    def context(self):
        return {
            "dispute": self.dispute,
            "deadline": self.dispute.deadline,
            "back": self.back,
            "standing": self.standing,
        }


class DisputeLodged(AboutDispute):
    """To the CET manager, for the registrar: a record is disputed, and what that does to a removal
    (`back`: taken back, `standing`: in force)."""

    kind = "dispute_lodged"

    def subject(self):
        return _("%(number)s: a record of %(cycle)s is disputed") % self.words()


class DisputeToDecide(AboutDispute):
    """To the CET managers who may determine it (docs/adr/0041): the documents are in, or their days
    are over. To all of them while none may: another has to be found."""

    kind = "dispute_to_decide"

    def recipients(self):
        return self._free() or super().recipients()

    def context(self):
        return {**super().context(), "nobody_may": not self._free()}

    def _free(self) -> list[Recipient]:
        """Those of them who did not act in it for the registrant."""
        return [each for each in super().recipients() if self._may(each)]

    def _may(self, recipient: Recipient) -> bool:
        return not self.dispute.was_helped_by(recipient.user_id)

    def subject(self):
        return _("%(number)s: a dispute about %(cycle)s is to be determined") % self.words()


class DisputeLate(AboutDispute):
    """To the CET manager: the determination is late."""

    kind = "dispute_late"

    def subject(self):
        return _("%(number)s: the determination is late") % self.words()


class DisputeDetermined(AboutDispute):
    """To the registrant, at once: how it ended, and why."""

    kind = "dispute_determined"

    def recipients(self):
        return register_queries.recipients([self.dispute.registrant_id])

    def subject(self):
        status = {"status": self.dispute.get_status_display()}
        return _("%(number)s: %(status)s") % {**self.words(), **status}
