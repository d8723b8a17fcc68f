"""On which day distance learning is completed: the first on which it helps most."""

from collections.abc import Sequence
from itertools import product

from compliance.rules.assessing import assess
from compliance.rules.facts import Period, Person, Point, changed
from compliance.rules.planning.changing import with_points

# Ways to spread the courses of a plan over their days that are all tried, some 10 milliseconds.
MOST_TRIED = 64


def first_that_help(
    person: Person, period: Period, lines: Sequence[Sequence[Point]], *, advisory: bool = False
) -> list[Point | None]:
    """Of each event one of its `lines`, which are in the order of their days, and None where there
    is none. What is left open is as little as can be: of what decides, then with `advisory` of the
    years; among equals the earliest days. Where there are more ways than `MOST_TRIED`, the courses
    are settled some at a time."""
    if not advisory:
        lines = [_whatever_the_year(each) for each in lines]
    chosen = [each[0] if each else None for each in lines]
    several = [place for place, each in enumerate(lines) if len(each) > 1]
    while several:
        ways, together = 1, 0
        while together < len(several):
            ways *= len(lines[several[together]])
            if together and ways > MOST_TRIED:
                break
            together += 1
        places, several = several[:together], several[together:]

        def left_open(tried: tuple[Point, ...], places: Sequence[int] = places) -> tuple[int, int]:
            return _open(with_points(person, _with(chosen, places, tried)), period, advisory)

        best = min(product(*(lines[place] for place in places)), key=left_open)
        for place, point in zip(places, best, strict=True):
            chosen[place] = point
    return chosen


def _whatever_the_year(points: Sequence[Point]) -> list[Point]:
    """The first of those that differ in their day alone."""
    found: dict[Point, Point] = {}
    for point in points:
        found.setdefault(changed(point, event_date=points[0].event_date), point)
    return list(found.values())


def _with(
    chosen: Sequence[Point | None], places: Sequence[int], tried: Sequence[Point]
) -> list[Point]:
    lines = {**dict(enumerate(chosen)), **dict(zip(places, tried, strict=True))}
    return [point for point in lines.values() if point]


def _open(person: Person, period: Period, advisory: bool) -> tuple[int, int]:
    """What is missing: of what decides, and of what does not if that is asked for."""
    found = assess(person, period).requirements
    years = sum(each.shortfall for each in found if each.advisory) if advisory else 0
    return sum(each.shortfall for each in found if not each.advisory), years
