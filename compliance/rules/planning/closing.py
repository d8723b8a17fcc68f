"""Which events close what a plan leaves open, and what each of them gives."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from compliance.rules.assessing import assess
from compliance.rules.facts import Period, Person, Point
from compliance.rules.planning.attending import AS_GENERAL, Ahead, points_of
from compliance.rules.planning.changing import with_points
from compliance.rules.planning.needs import Need, gains_of, needs_of, requirement_like
from compliance.rules.planning.offers import Found, Offer, rest
from compliance.rules.planning.plan import Planned
from compliance.rules.planning.suggesting import suggest
from compliance.rules.result import Requirement


@dataclass(frozen=True, slots=True)
class Part:
    """What one event gives to one requirement that was missing. `closes`: nothing is left of it."""

    requirement: Requirement
    amount: int
    units: tuple[str, ...]
    closes: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a suggestion and what it gives; `point`: the line it writes."""

    ahead: Ahead
    point: Point
    general: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Events that close what a plan leaves open, by date. `left`: what no set of them closes.
    `left_out`: how many events would give something, but their CET was done already."""

    found: Found
    steps: tuple[Step, ...]
    left: tuple[Need, ...]
    left_out: int = 0


# What an offer writes: the event, its line, whether it is taken as general; by key and way.
Written = dict[tuple[str, str], tuple[Ahead, Point, bool]]


def suggestion(
    plan: Planned,
    period: Period,
    events: Sequence[Ahead],
    *,
    advisory: bool = False,
    done: Set[str] = frozenset(),
) -> Suggestion | None:
    """The smallest set of `events` that closes the gaps of a plan; None if there is no gap.

    Left out: CET that is on the plan or `done` already (C-numbers), and what is at the same time
    as an event of the plan.
    """
    needs = needs_of(plan.then, advisory=advisory)
    if not needs:
        return None
    ticked = [
        Offer(line.ahead.key, line.ahead.group, (), *_times(line.ahead)) for line in plan.lines
    ]
    offers_of: defaultdict[str, list[Offer]] = defaultdict(list)
    written: Written = {}
    left_out: set[str] = set()
    for ahead in events:
        place = Offer(ahead.key, ahead.group, (), *_times(ahead))
        if any(place.excludes(each) for each in ticked):
            continue
        for point, general in _ways(ahead, plan.then_person, period):
            after = assess(with_points(plan.then_person, [point]), period)
            gains = gains_of(needs, plan.then, after)
            if not any(gains) or any(_no_more(gains, each.gains) for each in offers_of[ahead.key]):
                continue
            if ahead.group in done:
                left_out.add(ahead.key)
                continue
            way = f"{point.event_date} {AS_GENERAL if general else ''}"
            offer = Offer(ahead.key, ahead.group, gains, *_times(ahead), ahead.cost, way)
            written[ahead.key, way] = ahead, point, general
            offers_of[ahead.key].append(offer)
    offers = [offer for each in offers_of.values() for offer in each]
    found = suggest([need.amount for need in needs], offers)
    return Suggestion(
        found=found,
        steps=_steps(plan, needs, found, written),
        left=tuple(
            Need(need.code, need.specialty, need.year, left, need.unit)
            for need, left in zip(needs, found.left, strict=True)
            if left
        ),
        left_out=len(left_out),
    )


def _ways(ahead: Ahead, person: Person, period: Period) -> Iterator[tuple[Point, bool]]:
    """Each line that it may write, and whether its specialist points are taken as general."""
    for general in (False, True):
        for point in points_of(ahead, person, period, general=general):
            yield point, general


def _no_more(gains: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(one <= two for one, two in zip(gains, other, strict=True))


def _times(ahead: Ahead) -> tuple[datetime | None, datetime | None]:
    return (None, None) if ahead.own_time else (ahead.begins, ahead.ends)


def _steps(
    plan: Planned,
    needs: tuple[Need, ...],
    found: Found,
    written: Written,
) -> tuple[Step, ...]:
    open_now = tuple(need.amount for need in needs)
    steps = []
    chosen = [(offer, *written[offer.key, offer.way]) for offer in found.offers]
    chosen.sort(key=lambda each: (each[2].event_date, each[0].key))
    for offer, ahead, point, general in chosen:
        after = rest(open_now, offer.gains)
        steps.append(Step(ahead, point, general, tuple(_parts(plan, needs, open_now, after))))
        open_now = after
    return tuple(steps)


def _parts(
    plan: Planned, needs: tuple[Need, ...], before: tuple[int, ...], after: tuple[int, ...]
) -> Iterator[Part]:
    rows = zip(needs, before, after, strict=True)
    for _key, group in groupby(rows, key=lambda row: (row[0].code, row[0].specialty, row[0].year)):
        found = list(group)
        amount = sum(was - left for _need, was, left in found)
        requirement = requirement_like(plan.then, found[0][0])
        if amount and requirement:
            yield Part(
                requirement=requirement,
                amount=amount,
                units=tuple(need.unit for need, was, left in found if need.unit and was > left),
                closes=not any(left for _need, _was, left in found),
            )
