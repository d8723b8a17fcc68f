"""An upload and a batch of certificates."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Region  # noqa: F401  where a session lies


class UploadSource(TextChoices):
    FILE = "FILE", _("File")
    PASTED = "PASTED", _("Pasted table")
    TYPED = "TYPED", _("Typed rows")
    API = "API", _("Machine interface")
    CASE = "CASE", _("Case about points")


class UploadStatus(TextChoices):
    RECEIVED = "RECEIVED", _("Received")  # waits to be read
    UNREADABLE = "UNREADABLE", _("Cannot be read")  # as a whole: a sentence says why
    PREVIEWED = "PREVIEWED", _("Preview")  # nothing is taken yet
    TAKING = "TAKING", _("Being taken")  # the worker writes the points
    TAKEN = "TAKEN", _("Taken")  # what was ready is pending points; the rest may be mended
    DROPPED = "DROPPED", _("Dropped")  # put aside by the provider before anything was taken


class BatchKind(TextChoices):
    """What the worker does with all certificates of an event."""

    ZIP = "ZIP", _("Zip files")
    MAIL = "MAIL", _("Messages")


class BatchStatus(TextChoices):
    MAKING = "MAKING", _("Being made")  # the worker is at it, or will be
    DONE = "DONE", _("Done")
    GIVEN_UP = "GIVEN_UP", _("Given up")  # the worker tried for too long
    REMOVED = "REMOVED", _("Removed")  # its files were kept as long as was said
