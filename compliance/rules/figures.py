"""The figures of each scheme version; a draft of another one is the same thing with other figures:
`assess(..., figures=...)`.
"""

from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from compliance.rules import (
    enhanced_2013,
    enhanced_2016,
    enhanced_2019,
    initial_2005,
    subsequent_2007,
)
from compliance.rules.numbers import Figures, MonthMethod, units_of

__all__ = [
    "Figures",
    "MonthMethod",
    "figures_as_plain",
    "figures_from_plain",
    "figures_of",
    "units_of",
]

_VERSIONS: dict[str, Figures] = {
    version.FIGURES.scheme: version.FIGURES
    for version in (initial_2005, subsequent_2007, enhanced_2013, enhanced_2016, enhanced_2019)
}
# Each of its values has the type of this figure.
_LIKE = initial_2005.FIGURES


def figures_of(scheme: str) -> Figures:
    """The figures of a scheme version; KeyError if there is none of this name."""
    return _VERSIONS[scheme]


def figures_as_plain(figures: Figures) -> dict[str, Any]:
    """For storage as JSON: shares as "1/2", lists as lists."""
    return {each.name: _plain(getattr(figures, each.name)) for each in fields(figures)}


def figures_from_plain(plain: dict[str, Any]) -> Figures:
    """Back from `figures_as_plain`; a figure that is not there is that of its scheme version."""
    read = {
        each.name: _read(each.name, plain[each.name])
        for each in fields(Figures)
        if each.name in plain
    }
    base: Figures = figures_of(plain["scheme"])
    found: Figures = replace(base, **read)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, MonthMethod) else value


def _read(name: str, value: Any) -> Any:
    kind = type(getattr(_LIKE, name))
    return kind(value)
