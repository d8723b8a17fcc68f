"""About disputed records."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message
from compliance.enums import Stake
from compliance.models import CycleDispute, Removal
from compliance.queries.removals import Standing
from registrants import queries as register_queries


class _AboutDispute(Message):
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


class DisputeLodged(_AboutDispute):
    """To the CET manager, for the registrar: a record is disputed, and what that does to a removal
    (`back`: taken back, `standing`: in force)."""

    kind = "dispute_lodged"

    def subject(self):
        return _("%(number)s: a record of %(cycle)s is disputed") % self.words()


class DisputeToDecide(_AboutDispute):
    """To the CET manager: the documents are in, or their days are over."""

    kind = "dispute_to_decide"

    def subject(self):
        return _("%(number)s: a dispute about %(cycle)s is to be determined") % self.words()


class DisputeLate(_AboutDispute):
    """To the CET manager: the determination is late."""

    kind = "dispute_late"

    def subject(self):
        return _("%(number)s: the determination is late") % self.words()


class DisputeDetermined(_AboutDispute):
    """To the registrant, at once: how it ended, and why."""

    kind = "dispute_determined"

    def recipients(self):
        return register_queries.recipients([self.dispute.registrant_id])

    def subject(self):
        status = {"status": self.dispute.get_status_display()}
        return _("%(number)s: %(status)s") % {**self.words(), **status}


class _AboutRemoval(_AboutDispute):
    def __init__(self, dispute: CycleDispute, removal: Removal):
        super().__init__(dispute)
        self.removal = removal

    def words(self) -> dict[str, str]:
        return {**super().words(), "removal": self.removal.reference}

    def context(self):
        return {
            **super().context(),
            "removal": self.removal,
            "is_name": self.removal.stake == Stake.NAME,
        }


class RemovalStands(_AboutRemoval):
    """To the registrant who disputes the record: a removal is in force, and stands until then."""

    kind = "removal_stands"

    def recipients(self):
        return register_queries.recipients([self.dispute.registrant_id])

    def subject(self):
        return _("%(number)s: your removal stands until it is determined") % self.words()


class RemovalToUndo(_AboutRemoval):
    """To the CET manager: a dispute is upheld, and a removal because of the old record in force."""

    kind = "removal_to_undo"

    def path(self):
        return reverse("compliance:removal", args=[self.removal.pk])

    def subject(self):
        return _("%(removal)s: undo this removal? %(number)s is upheld") % self.words()
