"""Cases about points."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Region  # noqa: F401  where a session lies


class CaseKind(TextChoices):
    """What a registrant and a provider have to settle (docs/adr/0032)."""

    MISSING = "MISSING", _("Points are missing")
    QUERY = "QUERY", _("Points are queried")


class CaseStatus(TextChoices):
    """Of a case about points. The clock passes it from the provider on to staff."""

    OPEN_PROVIDER = "OPEN_PROVIDER", _("With the provider")
    OPEN_STAFF = "OPEN_STAFF", _("With GOC staff")
    ADDED = "ADDED", _("Points added")
    CORRECTED = "CORRECTED", _("Points corrected")
    REFUSED = "REFUSED", _("Answered: no change")  # the registrant may dispute it
    DISPUTED = "DISPUTED", _("Disputed")  # the registrar decides
    UPHELD = "UPHELD", _("Dispute upheld")
    DISMISSED = "DISMISSED", _("Dispute dismissed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


# Nobody else's turn: there is one of these at most for a person and an event.
CASE_OPEN = (CaseStatus.OPEN_PROVIDER, CaseStatus.OPEN_STAFF, CaseStatus.DISPUTED)


class Side(TextChoices):
    """Who speaks in a case."""

    REGISTRANT = "REGISTRANT", _("Registrant")
    PROVIDER = "PROVIDER", _("Provider")
    STAFF = "STAFF", _("GOC staff")
    PORTAL = "PORTAL", _("MyCET")


class Told(TextChoices):
    """How far people were reminded of a case's date."""

    NOT = "", _("Not yet")
    REMINDED = "REMINDED", _("Reminded")
    LATE = "LATE", _("Told that it is late")
