"""The words that a requirement cites: given as they stand, translated where they are shown."""

from django.utils.translation import gettext_noop as _

from cet_portal.scheme.limits import (
    RULE_GENERAL,
    RULE_GENERAL_CONTACT_LENS,
    RULE_GENERAL_ENHANCED,
    RULE_GENERAL_INITIAL,
    RULE_GENERAL_INITIAL_LATER,
)

__all__ = [
    "ANNUAL_MINIMUM",
    "COMPETENCY_UNITS",
    "INTERACTIVE",
    "PEER_REVIEW",
    "RULE_GENERAL",
    "RULE_GENERAL_CONTACT_LENS",
    "RULE_GENERAL_ENHANCED",
    "RULE_GENERAL_INITIAL",
    "RULE_GENERAL_INITIAL_LATER",
    "SPECIALIST",
    "SPECIALIST_CONTACT_LENS",
    "SPECIALIST_INITIAL",
    "SPECIALIST_INITIAL_LATER",
    "STANDARDS_OF_PRACTICE",
]

SPECIALIST_INITIAL = _(
    "CET Rules 2005, rule 13(2)(a): 1 specialist point for each whole month with the specialty, "
    "held on 30 June 2005"
)
SPECIALIST_INITIAL_LATER = _(
    "CET Rules 2005, rule 13(2)(b): half a specialist point for each whole month with the "
    "specialty, not held on 30 June 2005"
)
SPECIALIST = _(
    "CET Rules 2005, rule 13(3): half a specialist point for each whole month with the specialty"
)
SPECIALIST_CONTACT_LENS = _(
    "Enhanced CET for contact lens opticians: half a contact lens point for each whole month with "
    "the specialty"
)
INTERACTIVE = _("Enhanced CET: at least half of the points of a cycle are interactive")
COMPETENCY_UNITS = _("Enhanced CET: every competency unit of the registrant's lists")
PEER_REVIEW = _("Enhanced CET: at least one peer review, with a reflection statement")
STANDARDS_OF_PRACTICE = _(
    "Enhanced CET 2016 to 2018: at least one piece of CET on the Standards of Practice"
)
ANNUAL_MINIMUM = _(
    "Enhanced CET: at least 6 points in each calendar year, which does not decide the cycle"
)
