"""What somebody with a shortfall may lose: the name, or a specialty alone. Pure.

Rule 24 of the CET Rules 2005: the registrar may remove the name, or only the entry of the specialty
whose points are missing (E34, and E54 for the enhanced scheme).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cet_portal.scheme.enums import THERAPEUTIC, Profession, Specialty
from compliance.enums import RequirementCode, Stake
from compliance.rules.assessing import assess
from compliance.rules.exceptions import group_of
from compliance.rules.facts import Period, Person
from compliance.rules.making_up import make_up
from compliance.rules.result import Requirement

# The specialties that come and go together.
_GROUPS: tuple[frozenset[str], ...] = (
    frozenset({str(Specialty.CONTACT_LENS)}),
    frozenset(map(str, THERAPEUTIC)),
)
# Competency units of a specialty begin with its letter.
LENS, THERAPY = "C", "T"


@dataclass(frozen=True, slots=True)
class AtStake:
    """`specialties`: the entries that would end, where the name itself stays."""

    stake: Stake
    specialties: frozenset[str] = frozenset()


def at_stake(short: Iterable[Requirement], profession: str) -> AtStake | None:
    """What these requirements put at risk, that are not met; None if nothing is short.

    A requirement that only the specialty makes puts only the specialty at risk: its points,
    its competency units, and the peer review of a dispensing optician.
    """
    found: set[str] = set()
    short = [each for each in short if not each.advisory]
    if not short:
        return None
    for requirement in short:
        own = _of_a_specialty(requirement, profession)
        if not own:
            return AtStake(Stake.NAME)
        found |= own
    return AtStake(Stake.SPECIALTY, frozenset(found))


def at_stake_of(
    person: Person,
    period: Period,
    short: Iterable[Requirement],
    profession: str,
    *,
    lowered: Mapping[tuple[str, str], int] | None = None,
    as_at: date | None = None,
) -> AtStake | None:
    """As `at_stake`, and of the person as a whole: who would have met everything without a
    specialty is short because of it, whatever the requirement, and loses only that.

    `lowered`: what a decision about an exception asks instead. `as_at`: the day of the judgement.
    """
    found = at_stake(short, profession)
    if found is None or found.stake == Stake.SPECIALTY:
        return found
    held = {each.specialty for each in person.specialties}
    groups = [group for group in _GROUPS if group & held]
    for group in [*groups, frozenset().union(*groups)] if len(groups) > 1 else groups:
        rest = tuple(each for each in person.specialties if each.specialty not in group)
        without = replace(person, specialties=rest)
        if not _left_of(without, period, lowered or {}, as_at):
            return AtStake(Stake.SPECIALTY, group)
    return found


def _left_of(
    person: Person,
    period: Period,
    lowered: Mapping[tuple[str, str], int],
    as_at: date | None,
) -> list[Requirement]:
    """What is short after exceptions, and after what was made up."""
    found = assess(person, period, as_at=as_at)
    short = [each for each in found.requirements if not each.advisory and not each.met]
    short = still_short(short, lowered)
    made = make_up(person, period, found)
    if not made.uses:
        return short
    missing = {key_of(requirement) for requirement, _left in made.missing}
    return [each for each in short if key_of(each) in missing]


def _of_a_specialty(requirement: Requirement, profession: str) -> frozenset[str]:
    code = requirement.code
    if code == RequirementCode.SPECIALIST_POINTS and requirement.specialty:
        return group_of(requirement.specialty)
    if code == RequirementCode.COMPETENCY_UNITS and requirement.units_missing:
        letters = {unit[0] for unit in requirement.units_missing}
        if letters == {LENS}:
            return frozenset({str(Specialty.CONTACT_LENS)})
        if letters == {THERAPY}:
            return frozenset(map(str, THERAPEUTIC))
    if code == RequirementCode.PEER_REVIEW and profession == Profession.DISPENSING_OPTICIAN:
        return frozenset({str(Specialty.CONTACT_LENS)})
    return frozenset()


def still_short(
    short: Iterable[Requirement], lowered: Mapping[tuple[str, str], int]
) -> list[Requirement]:
    """Those that are not met even as a decision about an exception lowered them, by code and
    specialty."""
    return [each for each in short if each.obtained < lowered.get(key_of(each), each.required)]


def key_of(requirement: Requirement) -> tuple[str, str]:
    """What tells the requirements of one person apart."""
    return str(requirement.code), str(requirement.specialty or "")
