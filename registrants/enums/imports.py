"""Imports of the register."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportKind(TextChoices):
    """Whether a file holds the whole register or changes to it."""

    FULL = "FULL", _("The full register")
    CHANGES = "CHANGES", _("Changes only")


class ImportStatus(TextChoices):
    """The life of an import of the register."""

    READING = "READING", _("Being read")
    UNREADABLE = "UNREADABLE", _("Cannot be read")
    PREVIEWED = "PREVIEWED", _("Ready to check")
    WAITING = "WAITING", _("Waits for a second person")
    COMMITTING = "COMMITTING", _("Being taken over")
    COMMITTED = "COMMITTED", _("Taken over")
    DISCARDED = "DISCARDED", _("Discarded")


class Difference(TextChoices):
    """What a row of an import would change, the gravest first."""

    SENSELESS = "SENSELESS", _("Makes no sense")
    LEFT = "LEFT", _("Left")
    RESTORED = "RESTORED", _("Restored")
    NUMBER_CHANGED = "NUMBER_CHANGED", _("Number changed")
    NEW = "NEW", _("New")
    NAME_CHANGED = "NAME_CHANGED", _("Name changed")
    SPECIALTY_ADDED = "SPECIALTY_ADDED", _("Specialty added")
    SPECIALTY_ENDED = "SPECIALTY_ENDED", _("Specialty ended")
    CHANGED = "CHANGED", _("Changed")
