"""What a provider changed between two rounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from approvals.rules.sections import FIELDS


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that says something else than before. Values as in a submission."""

    section: str
    field: str
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Every field that differs between two submissions, in the order asked.

    Empty and missing are the same: a field that the portal did not ask yet is no change.
    """
    return [
        Difference(section, field, before.get(field), after.get(field))
        for section, fields in FIELDS.items()
        for field in fields
        if (before.get(field) or None) != (after.get(field) or None)
    ]
