"""The statement: what a registrant has, needs and can accept."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, holidays, typed
from cet_portal.core.access import access
from cet_portal.core.workdays import working_days_between
from compliance import permissions, queries
from compliance.queries import disputes
from compliance.rules.disputes import last_day_to_dispute

MOST_TO_RATE = 5


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def statement(request):
    """The cycle in the address, or the present one. Never blocked by anything (decisions.md 31)."""
    today = clock.today()
    begun = queries.periods(today)
    wanted = request.GET.get("cycle")
    period = queries.period_named(wanted, begun) if wanted else queries.period_on(today, begun)
    if period is None:
        raise Http404
    found = queries.statement(request.actor, period, today=today)
    accepted = found.some(request.GET.get("accepted", "").split(","))
    left = working_days_between(today, period.last_day, holidays.current())
    return render(
        request,
        "compliance/statement.html",
        {
            "statement": found,
            "period": period,
            "is_over": period.last_day < today,
            "dispute": disputes.dispute_of(request.actor, period.name),
            "may_dispute": permissions.may_lodge(request.actor, period, today=today) is None,
            "last_day_to_dispute": last_day_to_dispute(period),
            "left": typed.say_working_days(max(left, 0)),
            "cycles": [
                each
                for each in begun
                if each == period or (found.since and each.last_day >= found.since)
            ],
            "to_rate": [line for line in accepted if line.can_be_rated][:MOST_TO_RATE],
        },
    )
