"""Words of keys of machines."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class KeyKind(TextChoices):
    """What a key opens, and so whose it is: a provider's, a registrant's, the GOC's."""

    UPLOADS = "UPLOADS", _("uploads for events of the provider")
    STATEMENT = "STATEMENT", _("one's own statement, to read")
    RESULTS = "RESULTS", _("statements and results of runs, to read")
