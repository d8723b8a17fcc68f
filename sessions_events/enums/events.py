"""An event, and what is owed for it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Region  # noqa: F401  where a session lies


class EventStatus(TextChoices):
    PLANNED = "PLANNED", _("Planned")  # the provider plans and delivers
    CANCELLED = "CANCELLED", _("Cancelled")
    NOT_HELD = "NOT_HELD", _("Did not take place")  # said afterwards: nothing is owed
    HELD = "HELD", _("Declaration held")  # delivery differed: the CET manager decides
    REFUSED = "REFUSED", _("Declaration refused")
    DECLARED = "DECLARED", _("Declared")  # the provider uploads
    UPLOADED = "UPLOADED", _("Uploaded")


class DutyKind(TextChoices):
    """What a provider owes for an event (decisions.md 19)."""

    DELIVERY = "DELIVERY", _("Declaration and upload")
    MONTH = "MONTH", _("Upload or nil return of a month")  # distance learning
    LAST = "LAST", _("Last upload after closing")  # distance learning


class EvidenceKind(TextChoices):
    """What a file of a declaration shows."""

    DISCUSSION = "DISCUSSION", _("Discussion")  # interactive CET needs it, as text or as a file
    DELIVERY = "DELIVERY", _("Delivery")


class Standing(TextChoices):
    """How a list of events is filtered; not a status (decisions.md 24)."""

    ALL = "all", _("All events")
    DUE = "due", _("To declare and upload")
    OVERDUE = "overdue", _("Overdue")
    LATE = "late", _("Done late")
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Declaration held")
    CANCELLED = "cancelled", _("Cancelled")
    NOT_HELD = "not_held", _("Did not take place")
