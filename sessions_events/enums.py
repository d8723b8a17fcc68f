"""Statuses of an event, boxes of an upload's rows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventStatus(TextChoices):
    PLANNED = "PLANNED", _("Planned")  # the provider plans and delivers
    CANCELLED = "CANCELLED", _("Cancelled")
    HELD = "HELD", _("Declaration held")  # delivery differed: the CET manager decides
    REFUSED = "REFUSED", _("Declaration refused")
    DECLARED = "DECLARED", _("Declared")  # the provider uploads
    UPLOADED = "UPLOADED", _("Uploaded")


class Box(TextChoices):
    """Where a row of an upload lands."""

    READY = "READY", _("Ready")  # became pending points
    UNUSABLE = "UNUSABLE", _("Cannot be used")
    KNOWN = "KNOWN", _("Already uploaded")


class UploadSource(TextChoices):
    FILE = "FILE", _("File")
    TYPED = "TYPED", _("Typed rows")


class Standing(TextChoices):
    """How a list of events is filtered; not a status (decisions.md 24)."""

    ALL = "all", _("All events")
    DUE = "due", _("To declare and upload")
    OVERDUE = "overdue", _("Overdue")
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Declaration held")
