"""The cycle that a page is about."""

from datetime import date

from django.http import Http404

from cet_portal.core import clock
from compliance import queries
from compliance.forms import CycleFilters
from compliance.rules import Period


def cycle_named(name: str) -> Period:
    """The cycle with this name; another name is 404."""
    return _found(queries.period_named(name, queries.periods(clock.today())))


def cycle_or_present(name: str | None, begun: list[Period], today: date) -> Period:
    """The cycle with this name, the present one without; another name is 404."""
    return _found(queries.period_named(name, begun) if name else queries.period_on(today, begun))


def cycle_of(request) -> tuple[Period, CycleFilters]:
    """The cycle that the address asks for, the present one without; and the form that asks."""
    today = clock.today()
    begun = queries.periods(today)
    period = cycle_or_present(request.GET.get("cycle"), begun, today)
    names = [each.name for each in begun]
    return period, CycleFilters({"cycle": period.name}, cycles=names)


def ended_names() -> list[str]:
    """Cycles that are over, by name, for a filter."""
    today = clock.today()
    return [each.name for each in queries.periods(today) if each.last_day < today]


def _found(period: Period | None) -> Period:
    if period is None:
        raise Http404
    return period
