"""Points that the registrar granted under rule 14, for the cycles in which they count."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from cet_portal.core.actor import Actor
from compliance.rules import Period, Person, Voluntary, figures_of
from compliance.rules.facts import NOTHING_GRANTED
from registrants.models import Registrant, VoluntaryGrant
from registrants.queries.granting import Granted, granted_between, granted_in_force, grants_of


def counts_in(period: Period) -> bool:
    """Does anything that was granted count in the cycle? Only in that of the first rules."""
    if not period.scheme:
        return False
    figures = figures_of(period.scheme)
    return bool(figures.voluntary_general_most or figures.voluntary_specialist_most)


def granted_to(people: Iterable[int], period: Period) -> dict[int, Voluntary]:
    """Of these people who was granted something that may count in the cycle. Without a query where
    nothing does."""
    if not counts_in(period):
        return {}
    return {key: _voluntary(said) for key, said in granted_in_force(people).items()}


def granted_in_range(period: Period, first: int, last: int) -> dict[int, Voluntary]:
    """The same for a range of the register."""
    if not counts_in(period):
        return {}
    return {key: _voluntary(said) for key, said in granted_between(first, last).items()}


def with_granted(person: Person, key: int, period: Period) -> Person:
    """The same person with what they were granted, if it may count in the cycle."""
    return credited(person, granted_to([key], period).get(key))


def is_empty(person: Person, rows: Collection[Any]) -> bool:
    """Is nothing recorded of a cycle, neither a line nor a grant? Then it says nothing of whether
    it was met."""
    return not rows and person.voluntary == NOTHING_GRANTED


def credited(person: Person, voluntary: Voluntary | None) -> Person:
    """The same person with this."""
    return replace(person, voluntary=voluntary) if voluntary else person


def _voluntary(said: Granted) -> Voluntary:
    return Voluntary(*said)


def grant_shown(actor: Actor, registrant: Registrant, period: Period) -> VoluntaryGrant | None:
    """What the registrar granted the person, for the statement of a cycle in which it counts."""
    if not counts_in(period):
        return None
    found = grants_of(actor, registrant).filter(replaced_at=None).first()
    return found if found and (found.general or found.specialist) else None
