"""The steps of the end of a cycle: by when each is done, how its days follow, and whose rule it is.

Pure. Until 2012 the CET Rules 2005 say every date (domain.md 3.14 (a)). For the enhanced scheme the
sources give some dates and the practice gives others (3.14 (b)); docs/adr/0040 says what is ours.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from compliance.enums import EndStep
from compliance.rules.counting import ENHANCED
from compliance.rules.disputes import determination_due, documents_due, last_day_to_dispute
from compliance.rules.facts import Period
from compliance.rules.figures import figures_of

ONE_DAY = timedelta(days=1)
MONTHS = 12
# Months before the end of the cycle at which people are told of a possible shortfall.
NOTICE_MONTHS = 2
# Days of the year after the cycle, as month and day.
REPORT = (1, 14)
NOTICE = (1, 21)
ENHANCED_LETTERS = (1, 14)
ENHANCED_EXCEPTIONS = (2, 28)
MAKE_UP = (3, 15)
RETENTION = (3, 15)
LATE_RETENTION = (3, 31)
REMOVAL = (4, 1)


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step: from `opens` to the end of `due`, either of them None where no rule sets it.

    `year`: of an annual minimum. `rule`: the source. `arithmetic`: how the days follow.
    """

    step: EndStep
    opens: date | None
    due: date | None
    rule: str
    arithmetic: str
    year: int | None = None

    @property
    def key(self) -> str:
        """Its name on a page: one step occurs once, an annual minimum once a year."""
        return f"{self.step}-{self.year}" if self.year else str(self.step)

    def is_open(self, today: date) -> bool:
        """Has its first day come, and is its last day not past?"""
        return (self.opens is None or self.opens <= today) and not self.is_past(today)

    def is_past(self, today: date) -> bool:
        return self.due is not None and self.due < today


def timetable(period: Period) -> tuple[Milestone, ...]:
    """Every step of the end of the cycle, in the order in which they fall due."""
    steps = _enhanced(period) if is_enhanced(period) else _statutory(period)
    return tuple(sorted(steps, key=_place))


def milestone(period: Period, step: EndStep, year: int | None = None) -> Milestone | None:
    """One step; None where the scheme version of the cycle does not know it."""
    found = (each for each in timetable(period) if each.step == step)
    return next((each for each in found if year is None or each.year == year), None)


def is_enhanced(period: Period) -> bool:
    """Does a version of the enhanced scheme apply, from 2013 on?"""
    return period.scheme.startswith(ENHANCED)


def possible_shortfall_on(period: Period) -> date | None:
    """The day on which people are told of a possible shortfall: two months before the end.

    None before the enhanced scheme (domain.md 4.2 row 19).
    """
    return months_before(period.last_day, NOTICE_MONTHS) if is_enhanced(period) else None


def make_up_until(period: Period) -> date | None:
    """The last day on which points still cure a shortfall (rule 23(3)(b)). None in the enhanced
    scheme: its cycle's end is final (domain.md 3.14 (b))."""
    return None if is_enhanced(period) else _after(period, MAKE_UP)


def exceptions_between(period: Period) -> tuple[date, date]:
    """The first and the last day on which exceptional circumstances can be put forward."""
    last = ENHANCED_EXCEPTIONS if is_enhanced(period) else MAKE_UP
    return period.last_day + ONE_DAY, _after(period, last)


def removal_from(period: Period) -> date:
    """The first day on which the registrar may remove: 1 April by rule 24, from 2013 1 January."""
    return period.last_day + ONE_DAY if is_enhanced(period) else _after(period, REMOVAL)


def annual_make_up_until(year: int) -> date:
    """Until then the minimum of `year` can be made up (domain.md 3.14 (c))."""
    return date(year + 1, *RETENTION)


def months_before(day: date, number: int) -> date:
    """The same day so many months before, or the last day of a shorter month."""
    year, month = divmod(day.year * MONTHS + day.month - 1 - number, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _statutory(period: Period) -> Iterator[Milestone]:
    """2005 to 2012: rules 22 to 24 of the CET Rules 2005."""
    after = period.last_day + ONE_DAY
    yield _acceptance(period, _("CET Rules 2005, rule 22; guidance: points are confirmed in time"))
    yield _by(period, EndStep.RUN, REPORT, _("CET Rules 2005, rule 23(2): report to the registrar"))
    yield from _disputes(period, _("CET Rules 2005, rule 22"))
    yield _by(period, EndStep.SHORTFALL, NOTICE, _("CET Rules 2005, rule 23(3)"))
    yield _by(period, EndStep.MET, NOTICE, _("MyCET: with the notices of a shortfall"))
    yield _by(period, EndStep.LATE, MAKE_UP, _("MyCET decision 21: points that came late"))
    yield Milestone(
        EndStep.MAKE_UP,
        after,
        _after(period, MAKE_UP),
        _("CET Rules 2005, rules 23(3)(b) and 24"),
        _("15 March of the year after the cycle’s end on %(end)s.") % _end(period),
    )
    yield _exceptions(period, _("MyCET: as long as a shortfall can be made up"))
    yield from _retention(period)
    yield _removal(period, _("CET Rules 2005, rule 24: on or after 1 April"))
    yield _restoration(period)


def _enhanced(period: Period) -> Iterator[Milestone]:
    """From 2013: the enhanced scheme."""
    waived = figures_of(period.scheme).annual_waived
    for year in range(period.first_day.year, period.last_day.year + 1):
        if year not in waived:
            yield _annual(year)
    yield _possible_shortfall(period)
    yield _acceptance(period, _("Enhanced CET: points are accepted by the end of the cycle"))
    yield _by(period, EndStep.RUN, ENHANCED_LETTERS, _("MyCET: before the letters of 14 January"))
    letters = _("GOC, end of cycle 2016 to 2018: letters of 14 January")
    yield _by(period, EndStep.SHORTFALL, ENHANCED_LETTERS, letters)
    yield _by(period, EndStep.MET, ENHANCED_LETTERS, letters)
    yield from _disputes(period, _("MyCET: the sources name no last day (CET Rules 2005, rule 22)"))
    yield _by(
        period, EndStep.LATE, ENHANCED_EXCEPTIONS, _("MyCET decision 21: points that came late")
    )
    yield _exceptions(
        period, _("GOC policy of 19 October 2021: not before 1 January; the last day is MyCET’s")
    )
    yield from _retention(period)
    yield _removal(period, _("From 2013: on or after 1 January, in practice March and April"))
    yield _restoration(period)


def _acceptance(period: Period, rule: str) -> Milestone:
    return Milestone(
        EndStep.ACCEPTANCE,
        period.first_day,
        period.last_day,
        rule,
        _("The last day of the cycle, %(end)s, to its end.") % _end(period),
    )


def _possible_shortfall(period: Period) -> Milestone:
    day = months_before(period.last_day, NOTICE_MONTHS)
    words = _("Two months before %(end)s: %(day)s.")
    return Milestone(
        EndStep.POSSIBLE_SHORTFALL,
        day,
        day,
        _("Two months before the end of the cycle (CPD Rules 2021, rule 22, as the CET Rules had)"),
        words % {**_end(period), "day": _day(day)},
    )


def _annual(year: int) -> Milestone:
    until = annual_make_up_until(year)
    words = _("Counted for %(year)d on 1 January; made up until 15 March, the day of retention.")
    return Milestone(
        EndStep.ANNUAL,
        date(year + 1, 1, 1),
        until,
        _("GOC, March and December 2014: the annual minimum is weighed at retention"),
        words % {"year": year},
        year=year,
    )


def _disputes(period: Period, rule: str) -> Iterator[Milestone]:
    last = last_day_to_dispute(period)
    documents = documents_due(period, last)
    decided = determination_due(period, documents)
    after = period.last_day + ONE_DAY
    words = _("From the day after %(end)s to %(day)s.")
    yield Milestone(
        EndStep.DISPUTES, after, last, rule, words % {**_end(period), "day": _day(last)}
    )
    words = _("28 days after a dispute: for one of the last day, %(day)s, that is %(due)s.")
    yield Milestone(
        EndStep.DOCUMENTS,
        after,
        documents,
        rule,
        words % {"day": _day(last), "due": _day(documents)},
    )
    words = _("14 days that begin with the day on which documents are due: %(day)s to %(due)s.")
    yield Milestone(
        EndStep.DETERMINATIONS,
        after,
        decided,
        rule,
        words % {"day": _day(documents), "due": _day(decided)},
    )


def _exceptions(period: Period, rule: str) -> Milestone:
    first, last = exceptions_between(period)
    words = _("From the day after %(end)s to %(day)s.")
    return Milestone(
        EndStep.EXCEPTIONS, first, last, rule, words % {**_end(period), "day": _day(last)}
    )


def _retention(period: Period) -> Iterator[Milestone]:
    after = period.last_day + ONE_DAY
    rule = _("GOC, 2007 and 2013: by 15 March, late until 31 March, removed on 1 April")
    words = _("15 March of the year after the cycle; late until 31 March.")
    yield Milestone(EndStep.RETENTION, after, _after(period, LATE_RETENTION), rule, words)


def _removal(period: Period, rule: str) -> Milestone:
    first = removal_from(period)
    return Milestone(
        EndStep.REMOVALS,
        first,
        None,
        rule,
        _("From %(day)s. No rule sets a last day.") % {"day": _day(first)},
    )


def _restoration(period: Period) -> Milestone:
    return Milestone(
        EndStep.RESTORATIONS,
        removal_from(period),
        None,
        _("CET Rules 2005, rule 25(2), as amended in 2006"),
        _("At any time: points of the 12 months before the month of the application."),
    )


def _by(period: Period, step: EndStep, due: tuple[int, int], rule: str) -> Milestone:
    """From the day after the end to a day of the next year."""
    day = _after(period, due)
    words = _("%(day)s, in the year after the cycle’s end on %(end)s.")
    return Milestone(
        step, period.last_day + ONE_DAY, day, rule, words % {**_end(period), "day": _day(day)}
    )


def _after(period: Period, day: tuple[int, int]) -> date:
    return date(period.last_day.year + 1, *day)


def _end(period: Period) -> dict[str, str]:
    return {"end": _day(period.last_day)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")


_ORDER = {step: place for place, step in enumerate(EndStep)}


def _place(each: Milestone) -> tuple[date, int]:
    """By the last day, those without one last; steps of one day as `EndStep` has them."""
    return each.due or date.max, _ORDER[each.step]
