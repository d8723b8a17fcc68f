"""Everything that stands against submitting an application, or is unusual: from plain values."""

from collections.abc import Iterable

from approvals.rules.interactivity import interactivity
from approvals.rules.missing import missing
from approvals.rules.points import duration, points
from approvals.rules.problem import Problem, Reference, Values
from approvals.rules.sections import FIELDS
from approvals.rules.serving import audiences_and_units, objectives_and_units


def problems(values: Values, reference: Reference) -> list[Problem]:
    """Everything that is missing, contradicts the rules, or is unusual, in the order asked.

    `values`: as in a submission (`queries.values_of`): `objectives` a list of {text, units},
    `modality` None or {code, name, distance, text_based, needs_attachment, least, most, grounds}.
    """
    found = [
        *missing(values),
        *duration(values),
        *audiences_and_units(values, reference),
        *objectives_and_units(values),
        *interactivity(values),
        *points(values, reference),
    ]
    sections = list(FIELDS)
    return sorted(found, key=lambda problem: sections.index(problem.section))


def errors(found: Iterable[Problem]) -> list[Problem]:
    """Those that stand against submitting."""
    return [problem for problem in found if problem.is_error]
