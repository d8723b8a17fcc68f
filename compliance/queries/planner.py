"""Everything that the page of the planner shows, worked out once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.core.actor import Actor
from cet_portal.scheme.models import Place
from compliance.queries import planning
from compliance.queries.gone import Gone, gone_of
from compliance.queries.planning import OwnFacts
from compliance.queries.to_write import LinesToWrite, lines_to_write
from compliance.queries.units import unit_names
from compliance.rules import Period, Point, Progress, Requirement, outlook
from compliance.rules.planning import (
    Ahead,
    Attended,
    Change,
    Gap,
    Planned,
    Step,
    Suggestion,
    first_that_help,
    planned,
    points_of,
    suggestion,
    words,
)
from compliance.rules.planning.once import all_met_once, met_once, with_what
from compliance.rules.remedies import Remedies, to_write
from sessions_events.models import Event
from sessions_events.queries.searching import Search

# More than anybody needs: a cycle asks 54 points at most.
MOST_TICKED = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks: numbers of events, those to be taken as general, where to look, what
    changes, whether gaps of single years are to be closed too."""

    events: Sequence[str] = ()
    general: Collection[str] = ()
    search: Search = field(default_factory=Search)
    change: Change = field(default_factory=Change)
    annual: bool = False

    @property
    def place(self) -> Place | None:
        """Where distances are measured from."""
        return self.search.place


@dataclass(frozen=True, slots=True)
class Chosen:
    """An event of the plan with what attending it would write on the statement.

    `beside`: an event of the plan that is at the same time. `done`: its CET is on the statement.
    """

    event: Event
    line: Attended
    beside: Event | None = None
    done: bool = False

    @property
    def words(self) -> str:
        """What it gives, or why it gives nothing."""
        if self.line.point:
            return _gives(self.line.ahead, self.line.point)
        if self.line.again:
            return _("Gives nothing more: another event of the same CET is on the plan.")
        return _("Gives you nothing: on that day it is not for you, or you are not registered.")


@dataclass(frozen=True, slots=True)
class Listed:
    """An event to choose, with the line that it would write."""

    event: Event
    ahead: Ahead
    point: Point

    @property
    def words(self) -> str:
        """What it gives."""
        return _gives(self.ahead, self.point)


def _gives(ahead: Ahead, point: Point) -> str:
    return ". ".join(filter(None, (words.gives(point), words.not_before(ahead, point))))


@dataclass(frozen=True, slots=True)
class Suggested:
    """One event of the suggestion, with what it gives."""

    event: Event
    step: Step

    @property
    def not_before(self) -> str:
        """From which day on it gives that, if not from its first."""
        return words.not_before(self.step.ahead, self.step.point)

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """What it gives to each gap, and whether that closes it."""
        return [(words.said(part), part.closes) for part in self.step.parts]


@dataclass(frozen=True, slots=True)
class GapShown:
    """A requirement now and then, with the names of the competency units that are missing, and
    what can be done for it without more CET."""

    gap: Gap
    units: list[str]
    remedies: Remedies

    @property
    def met_once(self) -> str:
        """What meets it without a plan; empty where it does not apply yet."""
        return met_once(self.gap.now, self.remedies) if self.gap.now else ""

    @property
    def with_what(self) -> str:
        """What the figures without a plan take as done."""
        return with_what(self.remedies)


@dataclass(frozen=True, slots=True)
class Planner:
    """`gone`: what is on the plan and not in the directory (any more). `more`: the search finds
    more events than are looked at. `booked`: marked as booked and not on the plan. `annual`:
    gaps of single years are to be closed; `changed`: a change is thought of. `units`: names.
    `progress`: each requirement as things are, with what can be done without more CET."""

    own: OwnFacts
    plan: Planned
    chosen: list[Chosen]
    gone: list[Gone]
    suggestion: Suggestion | None
    steps: list[Suggested]
    listed: list[Listed]
    more: bool
    booked: list[str]
    annual: bool
    changed: bool
    units: dict[str, str]
    progress: list[Progress]

    @property
    def open(self) -> list[GapShown]:
        """What is missing now or then, or is asked at one time alone; with the gaps of years, if
        they are to be closed."""
        return [self._shown(gap) for gap in self.plan.gaps if not self._is_settled(gap)]

    @property
    def settled(self) -> list[GapShown]:
        """The other requirements."""
        return [self._shown(gap) for gap in self.plan.gaps if self._is_settled(gap)]

    def _shown(self, gap: Gap) -> GapShown:
        missing = gap.then.units_missing if gap.then else ()
        names = [f"{code} {self.units.get(code, '')}".strip() for code in missing]
        remedies = next((each.remedies for each in self.progress if each.now == gap.now), None)
        return GapShown(gap, names, remedies or Remedies())

    def _is_settled(self, gap: Gap) -> bool:
        if self.annual and gap.either.advisory:
            return gap.met and gap.was_met
        return gap.is_settled

    @property
    def is_any(self) -> bool:
        """Is anything ticked, or a change thought of?"""
        return bool(self.chosen or self.changed)

    @property
    def missing(self) -> str:
        """What the plan leaves open, in words; empty if it closes everything that decides."""
        open_then = (words.missing(r) for r in self.plan.then.requirements if not r.advisory)
        return "; ".join(filter(None, open_then))

    @property
    def met_once(self) -> str:
        """What is to be done until everything is met, where no more CET is needed."""
        return all_met_once(self._deciding)

    @property
    def to_write(self) -> LinesToWrite | None:
        """Reflection statements that a gap waits for."""
        return lines_to_write(to_write(self._deciding), self.own.rows)

    @property
    def _deciding(self) -> list[tuple[Requirement, Remedies]]:
        return [(each.now, each.remedies) for each in self.progress if not each.now.advisory]

    @property
    def waiting_counted(self) -> int:
        """Points that wait and count with the plan as if accepted."""
        return self._points_of(self.own.waiting, set(self.plan.then.counted))

    @property
    def waiting_lost(self) -> int:
        """Points that wait and do not count with a change, though they would without."""
        without = set(self.plan.as_is.counted) - set(self.plan.then.counted)
        return self._points_of(self.own.waiting, without)

    @property
    def reflect_counted(self) -> int:
        """Points of peer review that count with the plan as if reflected on."""
        return self._points_of(self.own.reflect, set(self.plan.then.counted))

    def _points_of(self, own: Collection[str], counted: Collection[str]) -> int:
        return sum(
            point.total
            for point in self.own.person.points
            if point.reference in own and point.reference in counted
        )

    @property
    def left(self) -> str:
        """What no event that was looked at closes, in words."""
        return "; ".join(words.left_in_words(self.suggestion.left)) if self.suggestion else ""

    @property
    def headline(self) -> str:
        """How many events close how much."""
        number = len(self.steps)
        if self.left:
            sentence = ngettext(
                "%(number)s event closes all that can be closed.",
                "%(number)s events close all that can be closed.",
                number,
            )
        else:
            sentence = ngettext(
                "%(number)s event closes every gap.", "%(number)s events close every gap.", number
            )
        return sentence % {"number": number}

    @property
    def proof(self) -> str:
        """How near this is to the fewest."""
        if self.suggestion is None or len(self.steps) == 1:
            return ""
        if self.suggestion.found.smallest:
            return _("Fewer cannot.")
        return _("There may be a smaller set, but none with fewer than %(number)s events.") % {
            "number": self.suggestion.found.at_least
        }


def planner(actor: Actor, own: OwnFacts, period: Period, wish: Wish, *, at: datetime) -> Planner:
    """The actor's plan, what closes its gaps, and the events to choose from; the same number of
    queries whatever there is."""
    numbers = list(dict.fromkeys(wish.events))[:MOST_TICKED]
    near = wish.place is not None
    ticked = planning.ticked_events(numbers, wish.search, at=at)
    aheads = [planning.ahead_of(event, at=at, near=near) for event in ticked]
    there = {each.key for each in aheads}
    plan = planned(
        own.person,
        period,
        change=wish.change,
        waiting=own.waiting,
        reflect=own.reflect,
        ticked=[(ahead, ahead.key in wish.general) for ahead in aheads],
        advisory=wish.annual,
    )
    events, more = planning.events_ahead(plan.then_person, period, wish.search, at=at)
    on_plan = {event.pk for event in ticked}
    ahead = {
        event.ev_number: planning.ahead_of(event, at=at, near=near)
        for event in events
        if event.pk not in on_plan
    }
    found = None
    if own.off_since is None:
        found = suggestion(plan, period, list(ahead.values()), advisory=wish.annual, done=own.done)
    by_number = {event.ev_number: event for event in events}
    return Planner(
        own=own,
        plan=plan,
        chosen=_chosen(ticked, plan, own.done),
        gone=gone_of([each for each in numbers if each not in there], own.done, at=at),
        suggestion=found,
        steps=[Suggested(by_number[step.ahead.key], step) for step in found.steps] if found else [],
        listed=_listed(by_number, ahead.values(), plan, period, own.done, advisory=wish.annual),
        more=more,
        booked=[n for n in planning.booked_events(actor, at=at) if n not in numbers],
        annual=wish.annual,
        changed=wish.change.is_any,
        units=unit_names(),
        progress=outlook(own.person, period, pending=own.waiting, unwritten=own.reflect).progress,
    )


def _chosen(ticked: list[Event], plan: Planned, done: Collection[str]) -> list[Chosen]:
    chosen: list[Chosen] = []
    for event, line in zip(ticked, plan.lines, strict=True):
        beside = next((each.event for each in chosen if _at_one_time(each.event, event)), None)
        chosen.append(Chosen(event, line, beside, bool(line.point) and line.ahead.group in done))
    return chosen


def _at_one_time(one: Event, other: Event) -> bool:
    if one.is_distance_learning or other.is_distance_learning:
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _listed(
    by_number: dict[str, Event],
    aheads: Collection[Ahead],
    plan: Planned,
    period: Period,
    done: Collection[str],
    *,
    advisory: bool,
) -> list[Listed]:
    taken = {line.ahead.group for line in plan.lines} | set(done)
    listed = []
    for ahead in aheads:
        if ahead.group in taken:
            continue
        lines = points_of(ahead, plan.then_person, period)
        [point] = first_that_help(plan.then_person, period, [lines], advisory=advisory)
        if point:
            listed.append(Listed(by_number[ahead.key], ahead, point))
    return listed
