"""A plan: how somebody stands now, and how they would with events and changes."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from compliance.rules.assessing import assess
from compliance.rules.facts import Period, Person, Point
from compliance.rules.months import run_in
from compliance.rules.planning.attending import Ahead, point_of
from compliance.rules.planning.changing import Change, accepted, with_change, with_points
from compliance.rules.planning.gaps import Gap, gaps
from compliance.rules.result import Assessment


@dataclass(frozen=True, slots=True)
class Attended:
    """An event of a plan and the line that it writes, None where it writes nothing.

    `may_be_general`: it gives specialist points, which can be taken as general ones; `general`:
    they are. `again`: the plan has another event of the same CET.
    """

    ahead: Ahead
    point: Point | None
    may_be_general: bool = False
    general: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """Where a plan leads. `as_is`: with what waits, without the change and the events;
    `then_person`: as the plan makes them; `lines`: each ticked event; `lost`: points that count
    now and would not any more."""

    now: Assessment
    as_is: Assessment
    then: Assessment
    then_person: Person
    lines: tuple[Attended, ...]
    lost: int
    on_register: bool

    @property
    def gaps(self) -> list[Gap]:
        """Every requirement of now or then."""
        return gaps(self.now, self.then)


def planned(
    person: Person,
    period: Period,
    *,
    change: Change,
    waiting: Set[str] = frozenset(),
    reflect: Set[str] = frozenset(),
    ticked: Sequence[tuple[Ahead, bool]] = (),
) -> Planned:
    """How `person` stands, and would stand with `change`, with the points that are `waiting`
    accepted, the statements of `reflect` written, and each event of `ticked` attended (True: its
    specialist points taken as general). A CET that is ticked twice counts once."""
    with_waiting = accepted(person, waiting, reflect)
    then_person = with_change(with_waiting, change)
    lines: list[Attended] = []
    groups: set[str] = set()
    for ahead, general in ticked:
        line = _attended(ahead, then_person, period, general=general, again=ahead.group in groups)
        if line.point:
            groups.add(ahead.group)
        lines.append(line)
    then_person = with_points(then_person, [line.point for line in lines if line.point])
    now, then = assess(person, period), assess(then_person, period)
    counted = set(then.counted)
    gone = set(now.counted) - counted
    return Planned(
        now=now,
        as_is=assess(with_waiting, period),
        then=then,
        then_person=then_person,
        lines=tuple(lines),
        lost=sum(point.total for point in person.points if point.reference in gone),
        on_register=run_in(period, then_person.entries) is not None,
    )


def _attended(
    ahead: Ahead, person: Person, period: Period, *, general: bool, again: bool
) -> Attended:
    if again:
        return Attended(ahead, None, again=True)
    approved = point_of(ahead, person, period)
    as_general = point_of(ahead, person, period, general=True)
    taken = as_general if general else None
    return Attended(
        ahead,
        taken or approved,
        may_be_general=as_general is not None,
        general=taken is not None,
    )
