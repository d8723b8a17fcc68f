"""What the history of an event tells, and who attended."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Region  # noqa: F401  where a session lies


class RecordKind(TextChoices):
    """What a file of an event's attendance record is."""

    SIGN_IN = "SIGN_IN", _("Sign-in list")
    EVIDENCE = "EVIDENCE", _("Evidence of completion")
    OTHER = "OTHER", _("Something else")


class Attendance(TextChoices):
    """How one takes part, for the directory; not stored."""

    VENUE = "venue", _("In person")
    ANYWHERE = "anywhere", _("From anywhere: online or distance learning")
    ONLINE = "online", _("Online at a fixed time")
    DISTANCE = "distance", _("Distance learning")
    # Reached by links alone: what a search by place cannot answer.
    UNPLACED = "unplaced", _("In person, position not known")
    UNREGIONED = "unregioned", _("In person, region not known")
