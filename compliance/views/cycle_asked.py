"""The cycle that a report is about."""

from django.http import Http404

from cet_portal.core import clock
from compliance import queries
from compliance.forms import CycleFilters
from compliance.rules import Period


def cycle_of(request) -> tuple[Period, CycleFilters]:
    """The cycle that the address asks for, the present one without; and the form that asks."""
    today = clock.today()
    begun = queries.periods(today)
    wanted = request.GET.get("cycle")
    period = queries.period_named(wanted, begun) if wanted else queries.period_on(today, begun)
    if period is None:
        raise Http404
    names = [each.name for each in begun]
    return period, CycleFilters({"cycle": period.name}, cycles=names)
