"""What somebody needs to get back on the register, or a specialty back: pure.

Rule 2(5) of the 2006 Rules (rule 25(2) of the CET Rules 2005), rule 27 of the later rules for a
specialty, and the shortfall of the enhanced scheme: domain.md 5.3, E38 to E42, docs/adr/0038.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cet_portal.scheme import limits
from cet_portal.scheme.enums import THERAPEUTIC, PointKind, Profession, Specialty
from compliance.enums import NotForRestoration, RestorationCode
from compliance.rules import restoring_words as words
from compliance.rules.assessing import assess
from compliance.rules.counting import ENHANCED
from compliance.rules.facts import Entry, Held, Period, Person, Point
from compliance.rules.months import MONTHS, ONE_DAY, Span, span_of
from compliance.rules.result import AS_ONE, NotCountedPoint


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked, with its sum and the references of the points that meet it."""

    code: str
    specialty: str
    required: int
    obtained: int
    explanation: str
    rule: str
    satisfied_by: tuple[str, ...]

    @property
    def shortfall(self) -> int:
        return max(0, self.required - self.obtained)

    @property
    def met(self) -> bool:
        return self.shortfall == 0

    @property
    def is_besides(self) -> bool:
        """It is made up besides the rest, by points of which the rest has taken its part."""
        return self.code == RestorationCode.SHORTFALL

    @property
    def label(self) -> str:
        """What people call it."""
        return words.label(self.code, self.specialty)


@dataclass(frozen=True, slots=True)
class Restoration:
    """For an application received on a day: the months that count, and what is asked.

    `name`: the name is to be restored, not a specialty alone. Nothing is asked of somebody who
    has nothing to get back.
    """

    received: date
    window: Span
    name: bool
    asked: tuple[Asked, ...]
    not_counted: tuple[NotCountedPoint, ...]

    @property
    def met(self) -> bool:
        return all(each.met for each in self.asked)


@dataclass(frozen=True, slots=True)
class Short:
    """What was missing of a cycle at whose end somebody was removed; "" for general points."""

    period: Period
    points: Mapping[str, int]


def window_of(received: date) -> Span:
    """The 12 months before the month of the application (E38): 1 May 2009 to 30 April 2010."""
    first = received.replace(day=1)
    return Span(first.replace(year=first.year - 1), first - ONE_DAY)


def points_for_the_name(received: date, first_entered: date) -> int:
    """12; or one for each whole month between, if they first entered within those months (E40).

    "Between" leaves out the month of entry and the month of the application.
    """
    if first_entered < window_of(received).first:
        return limits.RESTORATION_POINTS
    months = (received.year - first_entered.year) * MONTHS + received.month - first_entered.month
    return max(0, months - 1)


def restoration(person: Person, received: date, periods: Iterable[Period]) -> Restoration:
    """What `person` still needs if the application is received on this day.

    `periods`: the cycles among which the one lies at whose end they may have been removed.
    """
    window = window_of(received)
    name = bool(person.entries) and not _held(person.entries, received)
    wanted = wanted_specialties(person, received)
    short = shortfall(person, received, tuple(periods)) if name or wanted else None
    usable = [point for point in person.points if not _reason(point, received, window, short)]
    purses = [*([""] if name else []), *wanted]
    asked = tuple(
        each
        for purse in purses
        for each in _asked_of(purse, person, usable, received=received, window=window, short=short)
    )
    used = {reference for each in asked for reference in each.satisfied_by}
    return Restoration(
        received=received,
        window=window,
        name=name,
        asked=asked,
        not_counted=tuple(
            NotCountedPoint(
                point.reference,
                _reason(point, received, window, short) or _unused(point, purses),
            )
            for point in person.points
            if point.reference not in used
        ),
    )


def wanted_specialties(person: Person, received: date) -> list[str]:
    """Specialties that they once had, that belong to their last profession, and have no more."""
    if not person.entries:
        return []
    last = max(person.entries, key=lambda entry: (span_of(entry).last, entry.start))
    lens = last.profession == Profession.DISPENSING_OPTICIAN
    own = {Specialty.CONTACT_LENS} if lens else THERAPEUTIC
    held = [each for each in person.specialties if each.specialty in own]
    if not held or _held(held, received):
        return []
    return [Specialty.CONTACT_LENS.value if lens else AS_ONE]


def shortfall(person: Person, received: date, periods: Sequence[Period]) -> Short | None:
    """What was missing of the enhanced cycle before they left, if they left in the year after
    it (E42); None if they met it, or left for something else."""
    dated: list[Entry | Held] = [*person.entries, *person.specialties]
    left = max(
        (each.end for each in dated if each.end is not None and each.end < received),
        default=None,
    )
    if left is None:
        return None
    ended = [each for each in periods if each.last_day <= left]
    last = max(ended, key=lambda each: each.last_day, default=None)
    if last is None or not last.scheme.startswith(ENHANCED) or left.year > last.last_day.year + 1:
        return None
    missing: dict[str, int] = {}
    for each in assess(person, last).requirements:
        if each.code in PURSE_CODES and each.shortfall:
            missing[each.specialty or ""] = each.shortfall
    return Short(last, missing) if missing else None


PURSE_CODES = frozenset({"GENERAL_POINTS", "SPECIALIST_POINTS"})


def _asked_of(
    purse: str,
    person: Person,
    usable: list[Point],
    *,
    received: date,
    window: Span,
    short: Short | None,
) -> Iterable[Asked]:
    own = [point for point in usable if _in_purse(point, purse)]
    inside = [point for point in own if point.event_date in window]
    obtained = _sum(inside)
    first = min(entry.start for entry in person.entries)
    if purse:
        code, required = RestorationCode.SPECIALTY, limits.RESTORATION_SPECIALIST_POINTS
        said, rule = words.of_specialty(window), limits.RULE_RESTORATION_SPECIALTY
    else:
        code, required = RestorationCode.NAME, points_for_the_name(received, first)
        said, rule = words.of_name(window, required, first), limits.RULE_RESTORATION
    yield Asked(
        code=code,
        specialty=purse,
        required=required,
        obtained=obtained,
        explanation=f"{said} {words.standing(required, obtained)}",
        rule=rule,
        satisfied_by=tuple(point.reference for point in inside),
    )
    missing = short.points.get(purse, 0) if short else 0
    if short and missing:
        yield _made_up(purse, own, inside, missing=missing, needed=required, short=short)


def _made_up(
    purse: str, own: list[Point], inside: list[Point], *, missing: int, needed: int, short: Short
) -> Asked:
    """The shortfall besides: a point is used once, so those that the months need come first."""
    after = [point for point in own if point.event_date > short.period.last_day]
    months_need = min(needed, _sum(inside))
    from_before = _sum(point for point in inside if point.event_date <= short.period.last_day)
    used = max(0, months_need - from_before)
    obtained = max(0, _sum(after) - used)
    said = words.of_shortfall(short.period, missing, needed)
    if used:
        since = short.period.last_day + ONE_DAY
        said = f"{said} {words.of_used(since, _sum(after), used, obtained)}"
    return Asked(
        code=RestorationCode.SHORTFALL,
        specialty=purse,
        required=missing,
        obtained=obtained,
        explanation=f"{said} {words.standing(missing, obtained)}",
        rule=limits.RULE_RESTORATION_SHORTFALL,
        satisfied_by=tuple(point.reference for point in after) if obtained else (),
    )


def _reason(
    point: Point, received: date, window: Span, short: Short | None
) -> NotForRestoration | None:
    since = window.first
    until = window.last
    if short:
        # What makes up the shortfall may also be older or newer than the months.
        since = min(since, short.period.last_day + ONE_DAY)
        until = max(until, received)
    if not point.accepted:
        return NotForRestoration.NOT_ACCEPTED
    if not since <= point.event_date <= until:
        return NotForRestoration.OUTSIDE_MONTHS
    if point.peer_review and not point.reflection and point.event_date >= ENHANCED_SINCE:
        return NotForRestoration.NO_REFLECTION
    return None


def _unused(point: Point, purses: list[str]) -> NotForRestoration:
    if any(_in_purse(point, purse) for purse in purses):
        return NotForRestoration.OUTSIDE_MONTHS
    return NotForRestoration.NOT_ASKED


# Peer review came with the enhanced scheme, and its reflection with it (decisions.md 29).
ENHANCED_SINCE = date(2013, 1, 1)


def _in_purse(point: Point, purse: str) -> bool:
    if not purse:
        return point.kind == PointKind.GENERAL
    own = THERAPEUTIC if purse == AS_ONE else {purse}
    return point.kind == PointKind.SPECIALIST and point.specialty in own


def _held(dated: Iterable[Entry | Held], day: date) -> bool:
    return any(day in span_of(each) for each in dated)


def _sum(points: Iterable[Point]) -> int:
    return sum(point.total for point in points)
