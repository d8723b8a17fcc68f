"""Words of what follows a run: late points, removals, restorations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BulkKind(TextChoices):
    """What is done to many people or lines, in sets."""

    SETTLE_LATE = "SETTLE_LATE", _("Late points count")
    REFUSE_LATE = "REFUSE_LATE", _("Late points do not count")
    REMOVE = "REMOVE", _("Removal from the register")


class Stake(TextChoices):
    """What somebody with a shortfall may lose (rule 24 of the 2005 Rules)."""

    NAME = "NAME", _("The name")
    SPECIALTY = "SPECIALTY", _("The specialty alone")


class RemovalStatus(TextChoices):
    """Of a name or a specialty taken off the register after a cycle."""

    REMOVED = "REMOVED", _("Removed")
    RESTORED = "RESTORED", _("Restored")


class RestorationAct(TextChoices):
    """What was recorded about a restoration (docs/adr/0041)."""

    RESTORE = "RESTORE", _("Restored")
    CORRECT = "CORRECT", _("Corrected")
    TAKE_BACK = "TAKE_BACK", _("Taken back")


class HeldBack(TextChoices):
    """Why somebody who is short is not removed now; the first that applies is given."""

    ALREADY_REMOVED = "ALREADY_REMOVED", _("Was removed already")
    RESTORED = "RESTORED", _("Was removed for this cycle and restored")
    NOT_ON_REGISTER = "NOT_ON_REGISTER", _("Is not on the register any more")
    NOT_SPECIALIST = "NOT_SPECIALIST", _("Does not hold the specialty any more, and keeps the name")
    APART = "APART", _("Data contradict themselves")
    DISPUTE = "DISPUTE", _("Disputes the record")
    EXCEPTION = "EXCEPTION", _("Asked for an exception")
    EXCUSED = "EXCUSED", _("Exception granted")
    LATE = "LATE", _("Has late points that nobody has settled")
    MADE_UP = "MADE_UP", _("Made it up by 15 March")
    NOT_TOLD = "NOT_TOLD", _("Has had no letter about the shortfall")
    MET_SINCE = "MET_SINCE", _("The record has changed since the run, and meets everything now")
    CHANGED = "CHANGED", _("The record has changed since the run")
