"""What in the facts of a person cannot be true at once: named, never guessed around."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cet_portal.scheme.data import UNITS
from cet_portal.scheme.enums import Profession, Specialty
from compliance.rules.counting import GENERAL, SPECIALIST
from compliance.rules.facts import Entry, Held, Period, Person, Point
from compliance.rules.months import run_in, span_of
from compliance.rules.numbers import units_of

PROFESSIONS = frozenset(Profession.values)
SPECIALTIES = frozenset(Specialty.values)
KINDS = frozenset((GENERAL, SPECIALIST))
KNOWN_UNITS = frozenset(unit for audience in UNITS for unit in units_of(audience))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`field`: where it stands, as "points[3].total"; `message`: a sentence about it."""

    field: str
    message: str


def contradictions(person: Person, period: Period | None = None) -> tuple[Contradiction, ...]:
    """Everything that contradicts itself in what is known of somebody, in order.

    An entry or a specialty without an end is none: it lasts. With `period`: a point of before
    that cycle is one too; without, the rules say of it that it lies outside.
    """
    return (
        *_of_entries(person.entries),
        *_of_specialties(person.specialties, person.entries, period),
        *_of_points(person.points, period.first_day if period else date.min),
        *_of_voluntary(person),
    )


def held_against(person: Person, period: Period | None = None) -> tuple[Contradiction, ...]:
    """The same of a record that is looked at by itself. Whoever collects points before there is a
    number is on no register, and contradicts nothing."""
    return contradictions(person, period) if person.entries else ()


def _of_entries(entries: Sequence[Entry]) -> Iterator[Contradiction]:
    if not entries:
        yield Contradiction("entries", _("There is no entry on the register."))
    for index, entry in enumerate(entries):
        if entry.profession not in PROFESSIONS:
            yield Contradiction(f"entries[{index}].profession", _unknown(entry.profession))
        if _is_reversed(entry):
            yield _reversed(f"entries[{index}]", entry)
    if len(entries) > 1:
        yield from _overlapping(entries)


def _overlapping(entries: Sequence[Entry]) -> Iterator[Contradiction]:
    placed = [(index, entry) for index, entry in enumerate(entries) if not _is_reversed(entry)]
    placed.sort(key=lambda each: each[1].start)
    longest: Entry | None = None
    for index, entry in placed:
        if longest is not None and entry.start in span_of(longest):
            yield Contradiction(
                f"entries[{index}].start",
                _("It overlaps the entry that starts on %(day)s.")
                % {"day": longest.start.isoformat()},
            )
        if longest is None or span_of(entry).last > span_of(longest).last:
            longest = entry


def _is_reversed(dated: Entry | Held) -> bool:
    return dated.end is not None and dated.end < dated.start


def _reversed(field: str, dated: Entry | Held) -> Contradiction:
    return Contradiction(
        f"{field}.end",
        _("The end %(end)s lies before the start %(start)s.")
        % {"end": dated.end.isoformat() if dated.end else "", "start": dated.start.isoformat()},
    )


def _of_specialties(
    held: Sequence[Held], entries: Sequence[Entry], period: Period | None
) -> Iterator[Contradiction]:
    for index, each in enumerate(held):
        if each.specialty not in SPECIALTIES:
            yield Contradiction(f"specialties[{index}].specialty", _unknown(each.specialty))
        elif _is_reversed(each):
            yield _reversed(f"specialties[{index}]", each)
        elif _of_the_other_profession(each, entries, period):
            yield Contradiction(
                f"specialties[{index}].specialty",
                _("%(specialty)s belongs to the other profession.") % {"specialty": each.specialty},
            )


def _of_the_other_profession(
    held: Held, entries: Sequence[Entry], period: Period | None = None
) -> bool:
    """It meets entries of the other profession alone: among all, or in the run of the cycle.
    One that meets none is of the other profession if they never were of its own."""
    own = Profession.OPTOMETRIST
    if held.specialty == Specialty.CONTACT_LENS:
        own = Profession.DISPENSING_OPTICIAN
    met = _professions_met(held, entries)
    if not met:
        return bool(entries) and own not in {entry.profession for entry in entries}
    if period is not None and own in met and len(met) > 1:
        met = _professions_met(held, _run_of(period, entries))
    return bool(met) and own not in met


def _professions_met(held: Held, entries: Sequence[Entry]) -> set[str]:
    span = span_of(held)
    return {entry.profession for entry in entries if span.within(span_of(entry))}


def _run_of(period: Period, entries: Sequence[Entry]) -> list[Entry]:
    """The entries of the run that the cycle judges, up to its end."""
    sound = [entry for entry in entries if not _is_reversed(entry)]
    run = run_in(period, sound)
    return [
        entry
        for entry in sound
        if run and entry.start <= run.part.last and span_of(entry).within(run.whole)
    ]


def _of_points(points: Sequence[Point], first_day: date) -> Iterator[Contradiction]:
    # Asked of a million points, so in one go: nearly all are plain and sound.
    looked_at = [
        index
        for index, point in enumerate(points)
        if point.specialty
        or point.kind != GENERAL
        or not 0 <= point.interactive <= point.total
        or point.event_date < first_day
        or not KNOWN_UNITS.issuperset(point.units)
    ]
    for index in looked_at:
        yield from _of_point(f"points[{index}]", points[index])
    if len({point.reference for point in points}) < len(points):
        yield from _twice(points)
    for index in looked_at:
        if points[index].event_date < first_day:
            yield _too_early(f"points[{index}]", first_day)


def _of_point(field: str, point: Point) -> Iterator[Contradiction]:
    if point.kind not in KINDS:
        yield Contradiction(f"{field}.kind", _unknown(point.kind))
    elif point.kind == SPECIALIST and not point.specialty:
        words = _("A specialist point names its specialty.")
        yield Contradiction(f"{field}.specialty", words)
    elif point.kind == GENERAL and point.specialty:
        words = _("A general point has no specialty.")
        yield Contradiction(f"{field}.specialty", words)
    elif point.specialty and point.specialty not in SPECIALTIES:
        yield Contradiction(f"{field}.specialty", _unknown(point.specialty))
    if point.total < 0:
        yield Contradiction(f"{field}.total", _negative(point.total))
    if point.interactive < 0:
        yield Contradiction(f"{field}.interactive", _negative(point.interactive))
    elif point.interactive > point.total:
        words = _("More points are interactive (%(part)s) than there are (%(total)s).")
        values = {"part": point.interactive, "total": point.total}
        yield Contradiction(f"{field}.interactive", words % values)
    for place, unit in enumerate(point.units):
        if unit not in KNOWN_UNITS:
            yield Contradiction(f"{field}.units[{place}]", _unknown(unit))


def _twice(points: Sequence[Point]) -> Iterator[Contradiction]:
    seen: set[str] = set()
    for index, point in enumerate(points):
        if point.reference in seen:
            words = _("Another point has the same reference.")
            yield Contradiction(f"points[{index}].reference", words)
        seen.add(point.reference)


def _too_early(field: str, first_day: date) -> Contradiction:
    return Contradiction(
        f"{field}.event_date",
        _("It lies before the cycle, which starts on %(day)s.") % {"day": first_day.isoformat()},
    )


def _of_voluntary(person: Person) -> Iterator[Contradiction]:
    if person.voluntary.general < 0:
        yield Contradiction("voluntary.general", _negative(person.voluntary.general))
    for specialty, number in person.voluntary.specialist:
        field = f"voluntary.specialist.{specialty}"
        if specialty not in SPECIALTIES:
            yield Contradiction(field, _unknown(specialty))
        elif number < 0:
            yield Contradiction(field, _negative(number))


def _unknown(value: str) -> str:
    return _("“%(value)s” is not known here.") % {"value": value[:60]}


def _negative(number: int) -> str:
    return _("%(number)s is below 0.") % {"number": number}
