"""What registrants ask for: peer review, CET abroad."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Region  # noqa: F401  where a session lies


class ReviewStatus(TextChoices):
    """Of peer review that a registrant leads (domain.md 3.12)."""

    REQUESTED = "REQUESTED", _("Requested")  # GOC staff decide, before it begins
    REFUSED = "REFUSED", _("Refused")  # can be mended and sent again
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")  # by the leader, before a decision
    NOT_DECIDED = "NOT_DECIDED", _("Not decided in time")  # by the clock: never approved afterwards
    APPROVED = "APPROVED", _("Approved")  # the leader holds and confirms it
    CANCELLED = "CANCELLED", _("Cancelled")
    NOT_HELD = "NOT_HELD", _("Did not take place")
    HELD = "HELD", _("Difference told")  # not as approved: the CET manager decides
    CONFIRMED = "CONFIRMED", _("Confirmed")  # points are on the statements
    NOT_COUNTED = "NOT_COUNTED", _("No points")


class ReviewAbout(TextChoices):
    """What a peer review is about, and with it the kind of points (docs/adr/0033)."""

    GENERAL = "GENERAL", _("General practice")
    CONTACT_LENS = "CONTACT_LENS", _("Contact lens practice")
    THERAPEUTIC = "THERAPEUTIC", _("Therapeutic prescribing")


class NonUkStatus(TextChoices):
    """Of CET outside the United Kingdom, for one registrant (domain.md 3.13)."""

    REQUESTED = "REQUESTED", _("Requested")  # GOC staff decide, before it begins
    REFUSED = "REFUSED", _("Refused")  # can be mended and sent again
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    NOT_DECIDED = "NOT_DECIDED", _("Not decided in time")  # by the clock: never approved afterwards
    APPROVED = "APPROVED", _("Approved")  # the registrant attends, and sends evidence
    NOT_ATTENDED = "NOT_ATTENDED", _("Not attended")
    EVIDENCE_SENT = "EVIDENCE_SENT", _("Evidence sent")  # GOC staff confirm it, or ask again
    CONFIRMED = "CONFIRMED", _("Confirmed")  # points are on the statement


class ForeignScheme(TextChoices):
    """Schemes of other countries that have long been accepted (domain.md 3.13)."""

    COPE = "COPE", _("COPE, United States")
    OAA = "OAA", _("OAA, Australia")
    HPCSA = "HPCSA", _("HPCSA category one, South Africa")
    NZAO = "NZAO", _("NZAO, New Zealand")
    OTHER = "OTHER", _("Another one")


class AskedStanding(TextChoices):
    """What the staff list of requests shows."""

    WAITING = "waiting", _("Waiting for staff")
    TO_CONFIRM = "to_confirm", _("Over, not confirmed")
    OVERDUE = "overdue", _("Confirmation overdue")
    ALL = "all", _("All")
