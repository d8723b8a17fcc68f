"""About a removal that is in force beside a disputed record."""

from django.urls import reverse
from django.utils.translation import gettext as _

from compliance.enums import Stake
from compliance.models import CycleDispute, Removal
from compliance.notifications.disputes import AboutDispute
from registrants import queries as register_queries


class _AboutRemoval(AboutDispute):
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
