"""Which lines of the ledger are about the Standards of Practice: they have no flag of their own.

A line is when it names the unit of that name: O2, D2, C2 (docs/adr/0035).
"""

from collections.abc import Iterable

from cet_portal.scheme.data import UNITS

UNITS_OF_STANDARDS = frozenset(
    f"{letter}{number}"
    for letter, names in UNITS.values()
    for number, name in enumerate(names, 1)
    if name == "Standards of practice"
)


def on_standards(units: Iterable[str]) -> bool:
    """Does a line with these units count as CET on the Standards of Practice?"""
    return not UNITS_OF_STANDARDS.isdisjoint(units)
