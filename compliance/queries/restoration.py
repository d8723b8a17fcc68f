"""What somebody still needs to get back on the register, with the lines of their ledger."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import THERAPEUTIC
from compliance.enums import NotForRestoration
from compliance.queries import facts
from compliance.queries.cycles import period_on, periods
from compliance.queries.units import units_still_asked
from compliance.rules import Assessment, Period
from compliance.rules.explaining import asking_alone
from compliance.rules.facts import Entry, Person
from compliance.rules.joining import asked_of_joiner, back_without_a_gap
from compliance.rules.months import ONE_DAY
from compliance.rules.restoration import Asked, Restoration, restoration
from compliance.rules.result import AS_ONE
from registrants import queries as register_queries
from registrants.enums import PointStatus
from registrants.models import Registrant

FIELDS = (*facts.LINE_FIELDS, "title", "event_reference", "provider_name")


@dataclass(frozen=True, slots=True)
class Used:
    """One thing that is asked, with the lines that meet it."""

    asked: Asked
    lines: list[Any]


@dataclass(frozen=True, slots=True)
class Unused:
    """A line of the months, or newer, that does nothing, with the reason in words."""

    line: Any
    reason: str
    can_be_accepted: bool


@dataclass(frozen=True, slots=True)
class RestorationCheck:
    """The check for one person; `older`: how many lines lie before the months.

    `afterwards`, `period`: what the cycle asks once they are back on the day of the application;
    `units`: those that it then asks, by name. `unbroken`: that is the day after they left, so what
    they have counts on.
    """

    registrant: Registrant
    found: Restoration
    used: list[Used]
    unused: list[Unused]
    older: int
    period: Period | None
    afterwards: Assessment | None
    units: list[tuple[str, str]]
    unbroken: bool = False

    @property
    def on_register(self) -> bool:
        return not self.found.name


def restoration_check(
    actor: Actor, registrant: Registrant, *, received: date, today: date
) -> RestorationCheck:
    """For the registrant themselves, or staff who keep the register, in four queries."""
    lines = (
        register_queries.statement_of(actor)
        if actor.person_id
        else register_queries.points_visible_to(actor, registrant)
    )
    rows = list(lines.filter(event_date__lte=received).values_list(*FIELDS, named=True))
    person = facts.person(registrant.entries.all(), registrant.specialties.all(), rows)
    known = periods(received)
    found = restoration(person, received, known)
    by_key = {str(row.pk): row for row in rows}
    since = found.window.first
    others = [(by_key[each.reference], each.reason) for each in found.not_counted]
    period = period_on(received, known)
    afterwards = _afterwards(person, found, period)
    return RestorationCheck(
        registrant=registrant,
        found=found,
        used=[Used(each, [by_key[key] for key in each.satisfied_by]) for each in found.asked],
        unused=[
            Unused(row, str(NotForRestoration(reason).label), _can_be_accepted(row, today))
            for row, reason in others
            if row.event_date >= since
        ],
        older=sum(row.event_date < since for row, _reason in others),
        period=period,
        afterwards=afterwards,
        units=units_still_asked(afterwards),
        unbroken=found.name and _last_of(person).end == received - ONE_DAY,
    )


def _afterwards(person: Person, found: Restoration, period: Period | None) -> Assessment | None:
    if period is None or not found.name:
        return None
    last, wanted = _last_of(person), _wanted(person, found)
    if last.end == found.received - ONE_DAY:
        return back_without_a_gap(
            person, last.profession, found.received, period, specialties=wanted
        )
    held = [(each, found.received) for each in wanted]
    with asking_alone():
        return asked_of_joiner(last.profession, found.received, period, specialties=held)


def _last_of(person: Person) -> Entry:
    return max(person.entries, key=lambda each: (each.end or date.max, each.start))


def _wanted(person: Person, found: Restoration) -> list[str]:
    """The specialties to be restored: of the therapeutic ones those that they had."""
    asked = {each.specialty for each in found.asked if each.specialty}
    had = {each.specialty for each in person.specialties}
    therapeutic = had & THERAPEUTIC if AS_ONE in asked else set()
    return sorted((asked - {AS_ONE}) | therapeutic)


def _can_be_accepted(row: Any, today: date) -> bool:
    return row.status == PointStatus.PENDING and today <= row.due_on
