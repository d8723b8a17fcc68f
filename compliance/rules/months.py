"""Runs on the register and whole months."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from compliance.rules.facts import Entry, Held, Period

ONE_DAY = timedelta(days=1)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both inclusive."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def within(self, other: "Span") -> "Span | None":
        """What the two share."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None

    @property
    def month_numbers(self) -> range:
        """The calendar months of which every day lies in the span, counted from year 0."""
        first = self.first.year * MONTHS + self.first.month - 1 + (self.first.day > 1)
        ends = self.last.day == monthrange(self.last.year, self.last.month)[1]
        last = self.last.year * MONTHS + self.last.month - 1 - (not ends)
        return range(first, max(first, last + 1))

    @property
    def whole_months(self) -> int:
        return len(self.month_numbers)

    @property
    def whole_month_ends(self) -> tuple[date, date]:
        """The first days of the first and the last whole month; there must be one."""
        months = self.month_numbers
        first, last = (divmod(number, MONTHS) for number in (months[0], months[-1]))
        return date(first[0], first[1] + 1, 1), date(last[0], last[1] + 1, 1)


def span_of(dated: Entry | Held) -> Span:
    """Without an end the span has none."""
    return Span(dated.start, dated.end or date.max)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The union: spans that overlap or follow one another without a free day become one."""
    union: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.first, each.last)):
        if union and span.first - ONE_DAY <= union[-1].last:
            union[-1] = Span(union[-1].first, max(union[-1].last, span.last))
        else:
            union.append(span)
    return union


@dataclass(frozen=True, slots=True)
class Run:
    """An unbroken time on the register, as far as a cycle is concerned.

    `whole` is the run itself, `part` what lies in the cycle. `profession` and `number` are
    those held last in that part, `numbers` are those of every entry of the run.
    """

    whole: Span
    part: Span
    profession: str
    number: str
    numbers: frozenset[str]

    @property
    def whole_months(self) -> int:
        return self.part.whole_months

    def months_with(self, held: Iterable[Held]) -> int:
        """Months of which every day lies in the run and in the union of these specialties."""
        shares = (span.within(self.part) for span in joined(map(span_of, held)))
        return sum(share.whole_months for share in shares if share)

    def ever_held(self, held: Iterable[Held]) -> bool:
        """Was one of these specialties held on any day of the run in the cycle?"""
        return any(span_of(each).within(self.part) for each in held)


def run_in(period: Period, entries: Sequence[Entry]) -> Run | None:
    """The last run that touches the cycle; None if there is none."""
    cycle = Span(period.first_day, period.last_day)
    touching = [(run, part) for run in joined(map(span_of, entries)) if (part := run.within(cycle))]
    if not touching:
        return None
    whole, part = touching[-1]
    own = [entry for entry in entries if span_of(entry).within(whole)]
    last = max(
        (entry for entry in own if entry.start <= part.last),
        key=lambda entry: (span_of(entry).last, entry.start, entry.profession, entry.number),
    )
    return Run(
        whole=whole,
        part=part,
        profession=last.profession,
        number=last.number,
        numbers=frozenset(entry.number for entry in own),
    )
