"""What can be wrong with an application, and the sources of the rules that say so."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.enums import Severity

Values = Mapping[str, Any]
Words = str | Promise

RULE_IN_PRINCIPLE = _("CET guide, How the scheme works, in principle")
RULE_ONE_HOUR = _("CET guide, two key principles: participation for at least one hour")
RULE_UNITS = _(
    "CET guide, How the scheme works: CET is related to the units of competency of each profession"
)
RULE_OBJECTIVES = _(
    "CET guide, How the scheme works: whoever completes CET has been shown to meet its objectives"
)
RULE_INTERACTIVE = _("CET guide, What is interactive CET?")
RULE_OPTION_A = _("CET guide, What is interactive CET?, option A")
RULE_OPTION_B = _("CET guide, What is interactive CET?, option B")
RULE_OPTION_C = _("CET guide, What is interactive CET?, option C")
RULE_TEXT_BASED = _(
    "CET guide, What is interactive CET?: text based interactive distance learning is approved "
    "under option B only"
)
RULE_POINTS = _("CET guide, two key principles: the mode of learning determines the points")
RULE_POINTS_GUIDE = _(
    "MyCET decision 18: each way of learning has a guide to its points; the approver fixes them"
)
RULE_SPECIALIST = _(
    "CET Rules 2005, rule 13: specialist points are for contact lens opticians and therapeutic "
    "prescribers"
)
RULE_PEER_REVIEW = _(
    "CET Rules 2005, rule 10: peer review is done by discussion with one or more qualified "
    "opticians"
)
RULE_PEOPLE = _("CET guide, Glossary: an application names who wrote and who presents the CET")
RULE_APPLICATION = _("CET guide, Glossary: an application tells the GOC all about the CET")
RULE_MATERIAL = _("MyCET decision 18: the material of distance learning is judged with it")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong or unusual: in which section, at which field, why, and by which rule.

    An error stands against submitting, a warning does not. `place`: which unit, or the number of
    which line, where the field holds many. `is_missing`: something is not there yet, also where
    another part of the field is. `is_contradiction`: what another section says makes it wrong,
    also while nothing is there.
    """

    section: str
    field: str
    sentence: Words
    rule: Words
    severity: Severity = Severity.ERROR
    place: str = ""
    is_missing: bool = False
    is_contradiction: bool = False

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR


@dataclass(frozen=True, slots=True)
class Reference:
    """What the reference data say: whose unit each unit is, and who earns specialist points."""

    audience_of_unit: Mapping[str, str]
    specialist_audiences: Collection[str] = field(default_factory=frozenset)
