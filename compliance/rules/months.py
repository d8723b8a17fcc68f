"""Runs on the register and whole months."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from compliance.rules.facts import Entry, Held, Period
from compliance.rules.numbers import MonthMethod

ONE_DAY = timedelta(days=1)
MONTHS = 12


class Span(Struct, frozen=True):
    """Days from `first` to `last`, both inclusive."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def within(self, other: "Span") -> "Span | None":
        """What the two share."""
        first = max(other.first, self.first)
        last = min(other.last, self.last)
        return Span(first, last) if first <= last else None

    @property
    def month_numbers(self) -> range:
        """The calendar months of which every day lies in the span, counted from year 0."""
        return _months_between(self.first, self.last)

    @property
    def whole_months(self) -> int:
        return len(self.month_numbers)


@lru_cache(maxsize=10_000)
def _months_between(first: date, last: date) -> range:
    start = _month_number(first) + (first.day > 1)
    return range(start, max(start, _month_number(_day_after(last))))


def _month_number(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def _first_of(number: int) -> date:
    return date(number // MONTHS, number % MONTHS + 1, 1)


def span_of(dated: Entry | Held) -> Span:
    """Without an end the span has none."""
    return Span(dated.start, dated.end or date.max)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The union: spans that overlap or follow one another without a free day become one."""
    found = list(spans)
    if len(found) < 2:
        return found
    union: list[Span] = []
    for span in sorted(found, key=lambda each: (each.first, each.last)):
        if union and span.first <= _day_after(union[-1].last):
            union[-1] = Span(union[-1].first, max(union[-1].last, span.last))
        else:
            union.append(span)
    return union


def _day_after(day: date) -> date:
    return day + ONE_DAY if day < date.max else day


class Run(Struct, frozen=True):
    """An unbroken time on the register, as far as a cycle is concerned.

    `whole` is the run itself, `part` what lies in the cycle. `profession` and `number` are
    those held last in that part, `numbers` are those of every entry of the run. `method`: how
    its whole months are counted.
    """

    whole: Span
    part: Span
    profession: str
    number: str
    numbers: frozenset[str]
    method: MonthMethod = MonthMethod.CALENDAR

    @property
    def whole_months(self) -> int:
        return self._months(self.part, self.whole.first)

    @property
    def whole_month_ends(self) -> tuple[date, date] | None:
        """Days in the first and in the last whole month; None without one."""
        return self._ends(self.part, self.whole.first)

    def ends_in(self, year: int) -> tuple[date, date] | None:
        """Those of one calendar year."""
        share = Span(date(year, 1, 1), date(year, 12, 31)).within(self.part)
        return self._ends(share, self.whole.first) if share else None

    def ends_with(self, held: Iterable[Held]) -> tuple[tuple[date, date], ...]:
        """Those of each stretch in which one of these specialties was held."""
        found = [
            self._ends(share, max(span.first, self.whole.first))
            for span in joined(map(span_of, held))
            if (share := span.within(self.part))
        ]
        return tuple([ends for ends in found if ends])

    def whole_months_in(self, year: int) -> int:
        """The whole months of one calendar year."""
        if self.method == MonthMethod.CALENDAR:
            months, start = self.part.month_numbers, year * MONTHS
            return max(0, min(months.stop, start + MONTHS) - max(months.start, start))
        share = Span(date(year, 1, 1), date(year, 12, 31)).within(self.part)
        return self._months(share, self.whole.first) if share else 0

    def months_with(self, held: Iterable[Held]) -> int:
        """Months of which every day lies in the run and in the union of these specialties."""
        return sum(
            self._months(share, max(span.first, self.whole.first))
            for span in joined(map(span_of, held))
            if (share := span.within(self.part))
        )

    def ever_held(self, held: Iterable[Held]) -> bool:
        """Was one of these specialties held on any day of the run in the cycle?"""
        return any(span_of(each).within(self.part) for each in held)

    def _ends(self, share: Span, began: date) -> tuple[date, date] | None:
        """Days in the first and in the last whole month of a share of the run."""
        if not self._months(share, began):
            return None
        if self.method == MonthMethod.FROM_THE_DAY:
            return share.first, share.last
        months = share.month_numbers
        left_out = self.method == MonthMethod.WITHOUT_FIRST and _month_number(began) in months
        return _first_of(months[int(left_out)]), _first_of(months[-1])

    def _months(self, share: Span, began: date) -> int:
        """Whole months of a share of the run; `began`: the day of the entry behind it."""
        if self.method == MonthMethod.FROM_THE_DAY:
            return _months_from_the_day(share)
        months = share.month_numbers
        if self.method == MonthMethod.WITHOUT_FIRST:
            return len(months) - (_month_number(began) in months)
        return len(months)


def _months_from_the_day(share: Span) -> int:
    after = _day_after(share.last)
    return _month_number(after) - _month_number(share.first) - (after.day < share.first.day)


def run_in(
    period: Period, entries: Sequence[Entry], method: MonthMethod = MonthMethod.CALENDAR
) -> Run | None:
    """The last run that touches the cycle; None if there is none.

    Without an end an entry lasts to the cycle's end, so one of later is not there yet.
    """
    cycle = Span(period.first_day, period.last_day)
    entries = [entry for entry in entries if entry.end or entry.start <= cycle.last]
    for whole in reversed(joined(map(span_of, entries))):
        if part := whole.within(cycle):
            break
    else:
        return None
    own = [entry for entry in entries if span_of(entry).within(whole)]
    last = max(
        (entry for entry in own if entry.start <= part.last),
        key=lambda entry: (entry.end or date.max, entry.start, entry.profession, entry.number),
    )
    return Run(
        whole=whole,
        part=part,
        profession=last.profession,
        number=last.number,
        numbers=frozenset(entry.number for entry in own),
        method=method,
    )
