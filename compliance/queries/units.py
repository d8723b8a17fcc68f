"""Names of competency units."""

from cet_portal.scheme import queries as scheme_queries


def unit_names() -> dict[str, str]:
    """The name of each unit by its code, in their usual order."""
    return dict(scheme_queries.units().values_list("code", "name"))
