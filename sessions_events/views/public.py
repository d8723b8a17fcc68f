"""One approved CET, for everybody."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cet_portal.core import clock
from cet_portal.core.access import public
from cet_portal.scheme import queries as scheme_queries
from sessions_events import queries
from sessions_events.views.visitors import with_last_day_to_accept


@require_safe
@public
def cet(request, c_number):
    """One approved CET and its events to come."""
    at = clock.now()
    found = get_object_or_404(queries.directory(at=at), c_number=c_number)
    approvals = sorted(found.approvals.all(), key=lambda approval: approval.audience)
    events = list(queries.upcoming_of(c_number, at))
    changes = queries.changes_for_visitors(events)
    codes = {code for approval in approvals for code in approval.units}
    return render(
        request,
        "sessions_events/cet.html",
        {
            "cet": found,
            "approvals": approvals,
            "units": scheme_queries.units().filter(code__in=codes),
            # What serves only an audience that was refused is not part of what was approved.
            "objectives": found.objectives.filter(units__overlap=list(codes)).order_by("order"),
            "events": [(event, changes.get(event.pk)) for event in with_last_day_to_accept(events)],
            "improvements": queries.improvements_of(c_number),
            "called_off": queries.called_off(at).filter(application__c_number=c_number),
        },
    )
