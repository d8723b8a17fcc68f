"""Messages about a restoration that is put right."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.core.notifications import Message
from compliance.enums import Stake
from compliance.models import Removal, RestorationStep
from registrants import queries as register_queries


class RestorationCorrected(Message):
    """To the registrant: day, number or specialties of the restoration are others."""

    kind = "restoration_corrected"

    def __init__(self, removal: Removal, step: RestorationStep):
        self.removal, self.step = removal, step

    def key(self):
        return f"{self.removal.reference}:{self.kind}:{self.step.pk}"

    def recipients(self):
        return register_queries.recipients([self.removal.registrant_id])

    def path(self):
        return reverse("compliance:statement")

    def subject(self):
        return _("Your restoration to the register is corrected")

    def context(self):
        return {
            "removal": self.removal,
            "step": self.step,
            "is_name": self.removal.stake == Stake.NAME,
        }


class RestorationTakenBack(RestorationCorrected):
    """To the registrant: there was no restoration, the removal stands."""

    kind = "restoration_taken_back"

    def path(self):
        return reverse("compliance:restoration")

    def subject(self):
        return _("Your restoration to the register is taken back")
