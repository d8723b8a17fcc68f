"""Which events close what a plan leaves open, and what each of them gives."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from compliance.rules.assessing import assess
from compliance.rules.facts import Period, Point
from compliance.rules.planning.attending import AS_GENERAL, Ahead, point_of
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
    offers: list[Offer] = []
    points: dict[tuple[str, str], tuple[Ahead, Point]] = {}
    left_out: set[str] = set()
    for ahead in events:
        place = Offer(ahead.key, ahead.group, (), *_times(ahead))
        if any(place.excludes(each) for each in ticked):
            continue
        for way in ("", AS_GENERAL):
            point = point_of(ahead, plan.then_person, period, general=bool(way))
            if point is None:
                continue
            after = assess(with_points(plan.then_person, [point]), period)
            gains = gains_of(needs, plan.then, after)
            if any(gains) and ahead.group in done:
                left_out.add(ahead.key)
            elif any(gains):
                points[ahead.key, way] = ahead, point
                offers.append(Offer(ahead.key, ahead.group, gains, *_times(ahead), ahead.cost, way))
    found = suggest([need.amount for need in needs], offers)
    return Suggestion(
        found=found,
        steps=_steps(plan, needs, found, points),
        left=tuple(
            Need(need.code, need.specialty, need.year, left, need.unit)
            for need, left in zip(needs, found.left, strict=True)
            if left
        ),
        left_out=len(left_out),
    )


def _times(ahead: Ahead) -> tuple[datetime | None, datetime | None]:
    return (None, None) if ahead.own_time else (ahead.begins, ahead.ends)


def _steps(
    plan: Planned,
    needs: tuple[Need, ...],
    found: Found,
    points: dict[tuple[str, str], tuple[Ahead, Point]],
) -> tuple[Step, ...]:
    open_now = tuple(need.amount for need in needs)
    steps = []
    chosen = [(offer, *points[offer.key, offer.way]) for offer in found.offers]
    for offer, ahead, point in sorted(chosen, key=lambda each: (each[2].event_date, each[0].key)):
        after = rest(open_now, offer.gains)
        steps.append(
            Step(ahead, point, bool(offer.way), tuple(_parts(plan, needs, open_now, after)))
        )
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
