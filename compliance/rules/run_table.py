"""The result of a run as a table: the requirements of one person, and the columns of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cet_portal.scheme.enums import Specialty
from compliance.enums import RequirementCode
from compliance.rules.figures import figures_of
from compliance.rules.result import AS_ONE, Requirement

C = RequirementCode
Key = tuple[str, str | None, int | None]


@dataclass(frozen=True, slots=True)
class Column:
    """Two columns of a file: what is required of one kind, and what is there."""

    key: Key

    @property
    def headings(self) -> tuple[str, str]:
        code, specialty, year = self.key
        label = Requirement(code, 0, 0, "", "", specialty=specialty, year=year).label
        return _("%(what)s: required") % {"what": label}, _("%(what)s: obtained") % {"what": label}


def columns_of(scheme: str, cycle: str) -> list[Column]:
    """Every requirement that a scheme version can have, in the order of its list."""
    figures = figures_of(scheme)
    specialties = [Specialty.CONTACT_LENS.value, AS_ONE]
    if not figures.therapeutic_is_one:
        specialties = [each.value for each in Specialty]
    keys: list[Key] = [(C.GENERAL_POINTS.value, None, None)]
    keys += [(C.SPECIALIST_POINTS.value, specialty, None) for specialty in specialties]
    if figures.interactive_share:
        keys += [
            (code.value, None, None)
            for code in (C.INTERACTIVE_POINTS, C.COMPETENCY_UNITS, C.PEER_REVIEW)
        ]
    if figures.standards_of_practice:
        keys.append((C.STANDARDS_OF_PRACTICE.value, None, None))
    if figures.annual_minimum:
        first, last = map(int, cycle.split("-"))
        keys += [(C.ANNUAL_MINIMUM.value, None, year) for year in range(first, last + 1)]
    return [Column(key) for key in keys]


def cells_of(result: dict[str, Any] | None, columns: Sequence[Column]) -> list[object]:
    """Required and obtained for each column; empty where it does not apply."""
    found = {
        (each["code"], each["specialty"], each["year"]): (each["required"], each["obtained"])
        for each in (result or {}).get("requirements", ())
    }
    return [cell for column in columns for cell in found.get(column.key, ("", ""))]


def requirements_of(result: dict[str, Any] | None) -> list[Requirement]:
    """The requirements as the rules said them when the run was made."""
    return [
        Requirement(
            code=each["code"],
            required=each["required"],
            obtained=each["obtained"],
            rule=each["rule"],
            explanation=each["explanation"],
            specialty=each["specialty"],
            year=each["year"],
            advisory=each["advisory"],
            units_missing=tuple(each.get("units_missing", ())),
        )
        for each in (result or {}).get("requirements", ())
    ]


def plain_row(row: Any) -> dict[str, Any]:
    """One person of a run, for files and machines; the result is as it was stored."""
    return {
        "number": row.number,
        "profession": row.profession,
        "standing": row.standing,
        "result": row.result,
        "contradictions": row.contradictions,
        "digest": row.digest,
    }


def missing_of(result: dict[str, Any] | None) -> list[str]:
    """ "General points: 4", for each requirement that decides and is not met."""
    return [
        f"{each.label}: {each.shortfall}"
        for each in requirements_of(result)
        if not each.met and not each.advisory
    ]
