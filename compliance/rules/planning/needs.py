"""What is missing, as numbers that events can close."""

from dataclasses import dataclass

from compliance.rules.result import Assessment, Requirement


@dataclass(frozen=True, slots=True)
class Need:
    """So much is missing of one requirement; of competency units one need for each unit."""

    code: str
    specialty: str | None
    year: int | None
    amount: int
    unit: str = ""

    def obtained(self, assessment: Assessment) -> int:
        """What an assessment has of it."""
        found = requirement_like(assessment, self)
        if found is None:
            return 0
        return int(self.unit not in found.units_missing) if self.unit else found.obtained


def needs_of(assessment: Assessment, *, advisory: bool = False) -> tuple[Need, ...]:
    """Every gap that decides; with `advisory` also those that do not (the yearly minimum)."""
    return tuple(
        need
        for requirement in assessment.requirements
        if not requirement.met and (advisory or not requirement.advisory)
        for need in _needs(requirement)
    )


def requirement_like(assessment: Assessment, wanted: Need | Requirement) -> Requirement | None:
    """The same requirement in another assessment, if it applies there."""
    return next(
        (
            each
            for each in assessment.requirements
            if (each.code, each.specialty, each.year)
            == (wanted.code, wanted.specialty, wanted.year)
        ),
        None,
    )


def gains_of(needs: tuple[Need, ...], before: Assessment, after: Assessment) -> tuple[int, ...]:
    """What the step from one assessment to the other gives to each need."""
    return tuple(max(0, need.obtained(after) - need.obtained(before)) for need in needs)


def _needs(requirement: Requirement) -> list[Need]:
    key = requirement.code, requirement.specialty, requirement.year
    if requirement.units_missing:
        return [Need(*key, amount=1, unit=unit) for unit in requirement.units_missing]
    return [Need(*key, amount=requirement.shortfall)]
