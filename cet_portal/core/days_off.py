"""The calendar of working days as staff keep it (decisions.md 2, ADR 27)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core import deadlines, holidays
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.double_click import DOUBLE_CLICK
from cet_portal.core.models import BankHoliday
from cet_portal.core.permissions import Refusal, require
from cet_portal.core.workdays import SATURDAY, Holidays

# Further back, what the day would have moved is over.
MOST_DAYS_BACK = 31
MOST_DAYS_AHEAD = 3 * 366
EXAMPLES = 3


@dataclass(slots=True)
class Kind:
    """Due dates of one kind that would move: how many, and the first of them."""

    name: str
    number: int = 0
    examples: list[deadlines.Move] = field(default_factory=list)


def of_year(year: int) -> QuerySet[BankHoliday]:
    """The days of a year, also those taken away, in order."""
    return _days().filter(date__year=year).order_by("date")


def years(today: date) -> list[int]:
    """The years that have days, and this one; the latest first."""
    found = {found.year for found in _days().dates("date", "year")}
    return sorted(found | {today.year}, reverse=True)


def off(day_off_id: int) -> QuerySet[BankHoliday]:
    """The day with this key, as a queryset; empty where there is none."""
    return _days().filter(pk=day_off_id)


def may_add(day: date, *, today: date, off: Holidays) -> Refusal | None:
    """A weekday that still counts, not long past, within three years."""
    first = today - timedelta(days=MOST_DAYS_BACK)
    if day < first:
        return Refusal(
            _("Enter a day from %(first)s on. What was due before is over.")
            % {"first": _in_words(first)}
        )
    last = today + timedelta(days=MOST_DAYS_AHEAD)
    if day > last:
        return Refusal(_("Enter a day up to %(last)s.") % {"last": _in_words(last)})
    if day.weekday() >= SATURDAY:
        return _weekend(day)
    if day in off:
        return Refusal(
            _("%(day)s is a day off already: %(name)s.") % {"day": _in_words(day), "name": off[day]}
        )
    return None


def may_take_away(day_off: BankHoliday, *, today: date) -> Refusal | None:
    """Not a day that is past: it was no working day for anybody, and dates were kept by it.

    Nor a weekend, where it would change nothing.
    """
    if day_off.date.weekday() >= SATURDAY:
        return _weekend(day_off.date)
    if day_off.date < today:
        return Refusal(
            _("%(day)s is past. Due dates were kept by it, so it stays a day off.")
            % {"day": _in_words(day_off.date)}
        )
    return None


def would_move(day: date, *, name: str | None) -> list[Kind]:
    """By kind, the due dates that move if `day` is off by this name; with None, if it counts."""
    known = {each: said for each, said in holidays.current().items() if each != day}
    if name is not None:
        known[day] = name
    return _by_kind(deadlines.would_move(day, known))


@transaction.atomic
def add_day_off(*, day: date, name: str, why: str, actor: Actor, at: datetime) -> int | None:
    """Add a day that does not count; returns how many due dates moved.

    Pressed twice it is added once, and the second answer is None. Refuses what `may_add` refuses,
    so also the second of two people.
    """
    _one_at_a_time()
    there = _days().filter(date=day, taken_away_at__isnull=True).first()
    if there and _is_double_click(there, name, actor, at):
        return None
    require(may_add(day, today=london_date(at), off=holidays.current()))
    return deadlines.add_holiday(day=day, name=name, why=why, actor=actor, at=at)


@transaction.atomic
def take_day_off_away(*, day_off: BankHoliday, actor: Actor, at: datetime) -> int | None:
    """The day counts again; returns how many due dates moved, None if it counted already.

    Refuses a day that is past. No due date becomes earlier than the day itself.
    """
    _one_at_a_time()
    current = _days().get(pk=day_off.pk)
    if current.taken_away_at:
        return None
    require(may_take_away(current, today=london_date(at)))
    return deadlines.take_holiday_away(holiday=current, actor=actor, at=at)


def _days() -> QuerySet[BankHoliday]:
    return BankHoliday.objects.filter(division=holidays.DIVISION)


def _one_at_a_time() -> None:
    """Each change counts with the one before it; readers do not wait."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE core_bankholiday IN SHARE ROW EXCLUSIVE MODE")


def _is_double_click(there: BankHoliday, name: str, actor: Actor, at: datetime) -> bool:
    return (
        there.added_at is not None
        and abs(at - there.added_at) <= DOUBLE_CLICK
        and (there.added_by_id, there.name) == (actor.user_id, name)
    )


def _by_kind(moves: Iterable[deadlines.Move]) -> list[Kind]:
    kinds: dict[str, Kind] = {}
    for move in moves:
        kind = kinds.setdefault(move.case.due_kind, Kind(move.case.due_kind))
        kind.number += 1
        if len(kind.examples) < EXAMPLES:
            kind.examples.append(move)
    return sorted(kinds.values(), key=lambda kind: kind.name)


def _weekend(day: date) -> Refusal:
    return Refusal(_("%(day)s is a weekend and does not count anyhow.") % {"day": _in_words(day)})


def _in_words(day: date) -> str:
    return date_format(day, "l j F Y")
