"""By when an exception is proved and decided, and how far a requirement can be lowered: pure.

domain.md 3.14 (b): on leave "the equivalent of at least one point per month on the register and not
on leave" is expected. When an exception can be asked for is in `rules/timetable.py`; the sources
give no days for evidence and decision, so they are those of a dispute (docs/adr/0041).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.scheme.enums import THERAPEUTIC, Specialty
from compliance.enums import RequirementCode
from compliance.rules.disputes import STATUTORY
from compliance.rules.facts import Period, Person
from compliance.rules.figures import Figures, figures_of
from compliance.rules.months import MONTHS, Span, joined, run_in, span_of
from compliance.rules.result import AS_ONE, Requirement

ONE_DAY = timedelta(days=1)


def evidence_due(asked_on: date) -> date:
    """Evidence within as many days as documents of a dispute (rule 22(3))."""
    return asked_on + timedelta(days=STATUTORY.documents_days)


def decision_due(evidence_due_on: date) -> date:
    """Within as many days as a dispute is determined, counted as there (rule 22(5))."""
    return evidence_due_on + timedelta(days=STATUTORY.determine_days) - ONE_DAY


@dataclass(frozen=True, slots=True)
class Least:
    """How far a requirement can be lowered, with its sum."""

    requirement: Requirement
    least: int
    explanation: str


def least_of(
    person: Person, period: Period, requirements: Sequence[Requirement], leave: Sequence[Span]
) -> list[Least]:
    """For each of these requirements: 1 point for each month on the register and not on leave.

    A month with a day of leave is one on leave, as a month counts only when it is whole. Shares for
    a specialty, of interactive and of contact lens points are taken as the scheme does; what
    is not counted in points can be waived.
    """
    run = run_in(period, person.entries)
    part = [run.part] if run else []
    months = _Counted(person, figures_of(period.scheme), part, _touched(leave))
    return [months.least(each) for each in requirements]


@dataclass(frozen=True, slots=True)
class _Months:
    """Whole months, and those of them without leave."""

    all: int
    free: int


@dataclass(frozen=True, slots=True)
class _Counted:
    person: Person
    figures: Figures
    part: Sequence[Span]
    on_leave: frozenset[int]

    def least(self, requirement: Requirement) -> Least:
        """The least of one requirement, never more than is required."""
        found = self._of(requirement)
        if found is None:
            sentence = _("It is not counted in points, so it can be waived.")
            return Least(requirement, 0, sentence)
        months, least = found
        least = min(least, requirement.required)
        return Least(requirement, least, _sum(months, least))

    def _of(self, requirement: Requirement) -> tuple[_Months, int] | None:
        general = self._months(self.part)
        if requirement.code == RequirementCode.GENERAL_POINTS:
            return general, general.free - self._in_contact_lens()
        if requirement.code == RequirementCode.INTERACTIVE_POINTS:
            return general, int(general.free * self.figures.interactive_share)
        if requirement.code == RequirementCode.SPECIALIST_POINTS and requirement.specialty:
            held = self._months(self._with(requirement.specialty))
            return held, int(held.free * self.figures.specialist_share)
        return None

    def _in_contact_lens(self) -> int:
        """Contact lens points that are part of the general sum (domain.md 5.5)."""
        if not self.figures.contact_lens_within_general:
            return 0
        held = self._months(self._with(Specialty.CONTACT_LENS))
        return int(held.free * self.figures.specialist_share)

    def _months(self, spans: Iterable[Span]) -> _Months:
        months = frozenset(month for span in spans for month in span.month_numbers)
        return _Months(len(months), len(months - self.on_leave))

    def _with(self, specialty: str) -> list[Span]:
        group = group_of(specialty)
        held = [each for each in self.person.specialties if each.specialty in group]
        shares = (own.within(span) for own in joined(map(span_of, held)) for span in self.part)
        return [share for share in shares if share]


def group_of(specialty: str) -> frozenset[str]:
    """The specialties that a requirement's `specialty` stands for."""
    if specialty == AS_ONE:
        return frozenset(str(each) for each in THERAPEUTIC)
    return frozenset({str(specialty)})


def _touched(leave: Iterable[Span]) -> frozenset[int]:
    """The calendar months with a day of leave, counted as `Span.month_numbers` does."""
    return frozenset(
        month
        for span in leave
        for month in range(
            span.first.year * MONTHS + span.first.month - 1,
            span.last.year * MONTHS + span.last.month,
        )
    )


def _sum(months: _Months, least: int) -> str:
    words = {"months": months.all, "leave": months.all - months.free, "free": months.free}
    counted = _("%(months)d whole months, %(leave)d of them with leave: %(free)d without.") % words
    points = ngettext("At least %(least)d point.", "At least %(least)d points.", least)
    return f"{counted} {points % {'least': least}}"
