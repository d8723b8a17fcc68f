"""What the planner reads: one's own record, the events ahead, one's plans."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from approvals.models import AudienceApproval
from approvals.queries import approvals_of
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.models import AuditEvent
from cet_portal.scheme.enums import Audience, Profession, Specialty
from compliance.models import SavedPlan
from compliance.queries import facts
from compliance.rules import Period, Person
from compliance.rules.planning import Ahead
from compliance.rules.standing import off_since
from registrants import queries as register_queries
from registrants.enums import PointStatus
from registrants.models import Registrant
from sessions_events import queries as event_queries
from sessions_events.enums import Attendance
from sessions_events.models import Event
from sessions_events.queries import searching
from sessions_events.queries.searching import Search

# As many events are looked at: in person the nearest, from anywhere (or without a place) the next.
MOST_EVENTS = 150
# What an event in person counts for whose distance is not known, and how cost is put together:
# tenths of a mile first, then days.
UNKNOWN_MILES, MILES_WEIGH = 100.0, 100_000
# Lines whose points were given; of others, their CET may give them still.
GIVEN = frozenset({PointStatus.PENDING, PointStatus.ACCEPTED, PointStatus.LATE})
AUDIENCES = {
    Profession.OPTOMETRIST: (Audience.OPTOMETRIST, Audience.THERAPEUTIC_PRESCRIBER),
    Profession.DISPENSING_OPTICIAN: (Audience.DISPENSING_OPTICIAN, Audience.CONTACT_LENS_OPTICIAN),
}


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What the rules are told about the actor. `waiting`: lines that can be accepted;
    `reflect`: peer review without its statement, which can still be written; `done`: C-numbers
    whose points were given on the statement of this cycle; `off_since`: the first day off the
    register, if that has come; `rows`: the lines of the statement."""

    registrant: Registrant
    person: Person
    waiting: frozenset[str]
    reflect: frozenset[str]
    done: frozenset[str]
    off_since: date | None
    rows: list[Any]


def own_facts(actor: Actor, period: Period, *, today: date) -> OwnFacts:
    """Everything about the actor in a cycle, in the same few queries whatever there is."""
    registrant = register_queries.own_record(actor)
    found = register_queries.statement_between(actor, period.first_day, period.last_day)
    rows = list(found.values_list(*facts.LINE_FIELDS, "c_number", "title", named=True))
    waiting = facts.acceptable(rows, today)
    person = facts.person(registrant.entries.all(), registrant.specialties.all(), rows)
    return OwnFacts(
        registrant=registrant,
        person=person,
        waiting=waiting,
        reflect=facts.unwritten(rows, today),
        done=frozenset(row.c_number for row in rows if row.c_number and row.status in GIVEN),
        off_since=off_since(person, today),
        rows=rows,
    )


def specialties_to_add(own: OwnFacts, today: date) -> list[Specialty]:
    """Those of the actor's profession that they do not hold today."""
    held = {
        each.specialty for each in own.person.specialties if each.end is None or each.end >= today
    }
    profession = profession_of(own.person)
    return [
        each
        for each in Specialty
        if each not in held
        and (each == Specialty.CONTACT_LENS) == (profession == Profession.DISPENSING_OPTICIAN)
        and profession
    ]


def profession_of(person: Person) -> str:
    """That of the latest entry; empty without one."""
    latest = max(person.entries, key=lambda entry: entry.start, default=None)
    return latest.profession if latest else ""


def events_ahead(
    person: Person, period: Period, search: Search, *, at: datetime
) -> tuple[list[Event], bool]:
    """Events that the person can still attend and that are approved for them, and whether there
    are more than are looked at.

    Without a place the soonest first. With one, the nearest first, and after them what can be
    followed from anywhere, as long as the search does not ask for one of the two alone.
    """
    approved = AudienceApproval.objects.filter(
        application=OuterRef("application"), audience__in=AUDIENCES.get(profession_of(person), ())
    )
    rows = _to_come(period, at).filter(Exists(approved))
    events: list[Event] = []
    more = False
    for part in _parts(search):
        found = searching.ordered(
            searching.matching(rows, part), at, by_distance=part.how == Attendance.VENUE
        )
        some = list(searching.for_a_list(found)[: MOST_EVENTS + 1])
        more = more or len(some) > MOST_EVENTS
        events += some[:MOST_EVENTS]
    return events, more


def _parts(search: Search) -> list[Search]:
    """Distance limits what one travels to: what is followed from anywhere is near everybody."""
    if search.place is None:
        return [search]
    if search.how == Attendance.VENUE:
        return [search]
    elsewhere = replace(search, how=search.how or Attendance.ANYWHERE, within=None)
    return [elsewhere] if search.how else [replace(search, how=Attendance.VENUE), elsewhere]


def ticked_events(numbers: Sequence[str], search: Search, *, at: datetime) -> list[Event]:
    """Those of the events with these numbers that are in the directory, by date."""
    if not numbers:
        return []
    chosen = event_queries.upcoming(at).filter(ev_number__in=numbers)
    rows = searching.matching(chosen, Search(place=search.place))
    return list(searching.for_a_list(searching.ordered(rows, at, by_distance=False)))


def booked_events(actor: Actor, *, at: datetime) -> list[str]:
    """Numbers of the events in the directory that the actor marked as booked."""
    marks = register_queries.marks_of(actor).values("event_reference")
    rows = event_queries.upcoming(at).filter(ev_number__in=marks)
    return list(rows.values_list("ev_number", flat=True))


def ahead_of(event: Event, *, at: datetime, near: bool) -> Ahead:
    """An event as the rules read it. `near`: it was searched from a place."""
    today = london_date(at)
    first, last = london_date(event.starts_at), london_date(event.ends_at)
    modality = event.application.modality
    return Ahead(
        key=event.ev_number,
        group=event.application.c_number,
        first=max(first, today),
        last=last,
        begins=event.starts_at,
        ends=event.ends_at,
        own_time=event.is_distance_learning,
        modality=modality.code if modality else "",
        approvals=approvals_of(event.application),
        cost=_cost(event, near, max(0, (first - today).days)),
    )


def plans_of(actor: Actor):
    """The plans that the actor keeps, the latest first."""
    return SavedPlan.objects.visible_to(actor).order_by("-saved_at", "-pk")


def was_removed(actor: Actor, plan_id: int) -> bool:
    """The actor kept a plan of this number, and removed it."""
    return AuditEvent.objects.filter(
        subject_type=SavedPlan._meta.label,
        subject_id=plan_id,
        verb="plan.remove",
        actor_id=actor.user_id,
    ).exists()


def _cost(event: Event, near: bool, days: int) -> int:
    if not near or event.session.online or event.is_distance_learning:
        return days
    miles = UNKNOWN_MILES if event.miles is None else event.miles
    return round(miles * 10) * MILES_WEIGH + days


def _to_come(period: Period, at: datetime):
    """In the directory, not begun or to be done in one's own time, and in the cycle."""
    own_time = Q(application__modality__distance=True)
    rows = event_queries.upcoming(at).filter(own_time | Q(starts_at__gt=at))
    search = Search(last=period.last_day)
    return rows.filter(searching.FILTERS["dates"](search))
