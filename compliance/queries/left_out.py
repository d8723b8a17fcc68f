"""Who is left out when letters are written, though the run has them: why there is no need."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from cet_portal.core.membership import IsOneOf
from compliance.enums import RemovalStatus
from compliance.models import ComplianceRun, Removal
from compliance.models import RunResult as Result
from compliance.queries.cycles import named
from compliance.queries.removing import made_up_in
from compliance.queries.runs import SHORT
from compliance.rules.timetable import make_up_until
from registrants import queries as register_queries

ONE_DAY = timedelta(days=1)


def gone(on: date) -> Q:
    """Whoever is not on the register on this day: there is no place on it to retain or to lose."""
    return ~there_on(on)


def there_on(day: date) -> Q:
    """Whoever is on the register on this day, also under a number that was joined to theirs."""
    return _in(register_queries.in_force(day).order_by())


def made_up_after(run: ComplianceRun, people: Iterable[int] | None = None) -> frozenset[int]:
    """People who made up by 15 March all that the run found missing; nobody since 2013. `people`:
    nobody else is looked at."""
    period = named(run.cycle)
    until = make_up_until(period)
    if until is None:
        return frozenset()
    kept = Coalesce("registrant__joined_to", "registrant")
    rows = Result.objects.filter(run=run, standing__in=SHORT)
    if people is not None:
        rows = rows.filter(IsOneOf("registrant_id", people))
    short = register_queries.people(rows.values_list(kept, flat=True))
    since = register_queries.lines_of(short, period.last_day + ONE_DAY, until)
    keys = set(since.order_by().values_list("registrant_id", flat=True))
    found = made_up_in(run, period, keys) if keys else {}
    return frozenset(key for key, made in found.items() if not made.missing)


def removed_after(cycle: str) -> Q:
    """Results of people of whom a name or a specialty was taken off after the cycle, and not
    restored."""
    return _in(Removal.objects.filter(cycle=cycle, status=RemovalStatus.REMOVED))


def _in(rows: QuerySet[Any]) -> Q:
    """Results of people who have one of these rows, looked for by person: of few people few rows
    are read."""
    own = rows.filter(registrant=OuterRef("registrant"))
    kept = rows.filter(registrant=OuterRef("registrant__joined_to"))
    return Q(Exists(own)) | Q(Exists(kept))


def are(people: Iterable[int]) -> Q:
    """Results of these people, also under a number that was joined to theirs."""
    keys = list(people)
    return Q(registrant__in=keys) | Q(registrant__joined_to__in=keys)
