"""What somebody still needs to get back on the register, with the lines of their ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import Profession
from compliance.enums import NotForRestoration
from compliance.queries import facts
from compliance.queries.cycles import period_on, periods
from compliance.rules import Assessment, Period
from compliance.rules.facts import Person
from compliance.rules.joining import OF_PROFESSION, asked_of_joiner
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

    `afterwards`, `period`: what the cycle asks once they are back on the day of the application.
    """

    registrant: Registrant
    found: Restoration
    used: list[Used]
    unused: list[Unused]
    older: int
    period: Period | None
    afterwards: Assessment | None

    @property
    def on_register(self) -> bool:
        return not self.found.name


def restoration_check(
    actor: Actor, registrant: Registrant, *, received: date, today: date
) -> RestorationCheck:
    """For the registrant themselves, or staff who keep the register, in three queries."""
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
        afterwards=_afterwards(person, found, period),
    )


def _afterwards(person: Person, found: Restoration, period: Period | None) -> Assessment | None:
    if period is None or not found.name:
        return None
    last = max(person.entries, key=lambda each: (each.end or date.max, each.start))
    wanted: Iterable[str] = {each.specialty for each in found.asked if each.specialty}
    return asked_of_joiner(
        last.profession,
        found.received,
        period,
        specialties=[
            (OF_PROFESSION[Profession(last.profession)] if each == AS_ONE else each, found.received)
            for each in wanted
        ],
    )


def _can_be_accepted(row: Any, today: date) -> bool:
    return row.status == PointStatus.PENDING and today <= row.due_on
