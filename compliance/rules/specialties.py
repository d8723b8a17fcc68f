"""Specialties as the rules count them: from 2007 the three therapeutic ones are one."""

from collections.abc import Iterable

from cet_portal.scheme.enums import THERAPEUTIC, Specialty
from compliance.rules.facts import Held
from compliance.rules.numbers import Figures
from compliance.rules.result import AS_ONE

CONTACT_LENS = Specialty.CONTACT_LENS.value
# The order in which they are listed.
ORDER = (*Specialty.values, AS_ONE)

_ALONE = {name: name for name in Specialty.values}
_AS_ONE = {name: AS_ONE if name in THERAPEUTIC else name for name in _ALONE}


def groups_in(figures: Figures) -> dict[str, str]:
    """Under what name each specialty is counted."""
    return _AS_ONE if figures.therapeutic_is_one else _ALONE


def grouped(held: Iterable[Held], figures: Figures) -> dict[str, list[Held]]:
    """What was held, by the name under which it is counted, in the order of the list."""
    groups = groups_in(figures)
    found: dict[str, list[Held]] = {}
    for each in held:
        found.setdefault(groups[each.specialty], []).append(each)
    if len(found) < 2:
        return found
    return {name: found[name] for name in ORDER if name in found}
