"""A cycle judged twice: what is required and obtained before and after."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from compliance.rules.facts import Period
from compliance.rules.result import Assessment, Requirement


@dataclass(frozen=True, slots=True)
class Judged:
    """A cycle that the days touch, before and after."""

    period: Period
    before: Assessment
    now: Assessment

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Of each requirement that changes its name, and what it is before and after."""
        was = {_key(each): each for each in self.before.requirements}
        will = {_key(each): each for each in self.now.requirements}
        return [
            (
                (will.get(key) or was[key]).label,
                _figures(was.get(key)),
                _figures(will.get(key)),
            )
            for key in dict.fromkeys((*was, *will))
            if _figures(was.get(key)) != _figures(will.get(key))
        ]


def _key(requirement: Requirement) -> tuple[str, str | None, int | None]:
    return requirement.code, requirement.specialty, requirement.year


def _figures(requirement: Requirement | None) -> str:
    if requirement is None:
        return _("not required")
    words = {"obtained": requirement.obtained, "required": requirement.required}
    return _("%(obtained)d of %(required)d") % words
