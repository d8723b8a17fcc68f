"""Words of drafted changes of a scheme version."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VariantStatus(TextChoices):
    """Of an edition of a drafted change of a scheme version (docs/adr/0037)."""

    DRAFT = "DRAFT", _("Draft")
    REHEARSED = "REHEARSED", _("Rehearsed")  # kept as it was then; a change is a new edition
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class Direction(TextChoices):
    """What a variant of a scheme version would do to somebody."""

    TO_MET = "TO_MET", _("Would meet the cycle")
    TO_NOT_MET = "TO_NOT_MET", _("Would no longer meet it")
    STAYS_MET = "STAYS_MET", _("Meets it, with other figures")
    STAYS_NOT_MET = "STAYS_NOT_MET", _("Does not meet it, with other figures")
