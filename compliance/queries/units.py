"""Names of competency units."""

from cet_portal.scheme import queries as scheme_queries
from compliance.enums import RequirementCode
from compliance.rules import Assessment


def unit_names() -> dict[str, str]:
    """The name of each unit by its code, in their usual order."""
    return dict(scheme_queries.units().values_list("code", "name"))


def units_still_asked(assessment: Assessment | None) -> list[tuple[str, str]]:
    """Code and name of each unit that is asked and that no point names."""
    found = assessment and assessment.requirement(RequirementCode.COMPETENCY_UNITS)
    names = unit_names() if found else {}
    return [(code, names.get(code, "")) for code in found.units_missing] if found else []
