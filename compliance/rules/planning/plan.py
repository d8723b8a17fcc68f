"""A plan: how somebody stands now, and how they would with events and changes."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from compliance.rules.assessing import assess
from compliance.rules.facts import Period, Person, Point
from compliance.rules.months import run_in
from compliance.rules.planning.attending import Ahead, points_of
from compliance.rules.planning.changing import Change, accepted, with_change, with_points
from compliance.rules.planning.days import first_that_help
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
    advisory: bool = False,
) -> Planned:
    """How `person` stands, and would stand with `change`, with the points that are `waiting`
    accepted, the statements of `reflect` written, and each event of `ticked` attended (True: its
    specialist points taken as general). A CET that is ticked twice counts once.
    `advisory`: the gaps of years are to be closed too, so courses are done when they do that."""
    with_waiting = accepted(person, waiting, reflect)
    then_person = with_change(with_waiting, change)
    lines = _attended(then_person, period, ticked, advisory)
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
    person: Person, period: Period, ticked: Sequence[tuple[Ahead, bool]], advisory: bool
) -> list[Attended]:
    groups: set[str] = set()
    lines: list[Attended] = []
    each_points: list[Sequence[Point]] = []
    for ahead, general in ticked:
        if ahead.group in groups:
            lines.append(Attended(ahead, None, again=True))
            each_points.append(())
            continue
        as_general = points_of(ahead, person, period, general=True)
        taken = as_general if general else ()
        points = taken or points_of(ahead, person, period)
        if points:
            groups.add(ahead.group)
        lines.append(Attended(ahead, None, bool(as_general), general=bool(taken)))
        each_points.append(points)
    chosen = first_that_help(person, period, each_points, advisory=advisory)
    return [replace(line, point=point) for line, point in zip(lines, chosen, strict=True)]
