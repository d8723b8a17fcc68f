"""Who is left out when letters are written, though the run has them: why there is no need."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce

from compliance.enums import RemovalStatus
from compliance.models import ComplianceRun, Removal
from compliance.models import RunResult as Result
from compliance.queries.cycles import period_named, periods
from compliance.queries.removing import made_up_in
from compliance.queries.runs import SHORT
from compliance.rules import Period
from compliance.rules.timetable import make_up_until
from registrants import queries as register_queries

ONE_DAY = timedelta(days=1)


def gone(on: date) -> Q:
    """Whoever is not on the register on this day: retention asks nothing of them any more."""
    there = register_queries.in_force(on).order_by().values("registrant")
    return ~(Q(registrant__in=there) | Q(registrant__joined_to__in=there))


def made_up_after(run: ComplianceRun) -> frozenset[int]:
    """People who made up by 15 March all that the run found missing; nobody since 2013."""
    period = named(run.cycle)
    until = make_up_until(period)
    if until is None:
        return frozenset()
    kept = Coalesce("registrant__joined_to", "registrant")
    short = Result.objects.filter(run=run, standing__in=SHORT).values_list(kept, flat=True)
    people = register_queries.people(short)
    since = register_queries.lines_of(people, period.last_day + ONE_DAY, until)
    keys = set(since.order_by().values_list("registrant_id", flat=True))
    found = made_up_in(run, period, keys) if keys else {}
    return frozenset(key for key, made in found.items() if not made.missing)


def removed_after(cycle: str) -> frozenset[int]:
    """People of whom a name or a specialty was taken off after the cycle, and not restored."""
    rows = Removal.objects.filter(cycle=cycle, status=RemovalStatus.REMOVED)
    return frozenset(rows.values_list("registrant_id", flat=True))


def are(people: Iterable[int]) -> Q:
    """Results of these people, also under a number that was joined to theirs."""
    keys = list(people)
    return Q(registrant__in=keys) | Q(registrant__joined_to__in=keys)


def named(cycle: str) -> Period:
    """The cycle of a run."""
    period = period_named(cycle, periods(date.max))
    assert period is not None  # a run is of a cycle that there is
    return period
