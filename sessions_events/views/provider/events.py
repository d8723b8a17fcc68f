"""The list of events, and one event."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import in_order, page_of
from registrants import queries as register_queries
from sessions_events import permissions, queries, workflow
from sessions_events.enums import EventStatus, Standing
from sessions_events.forms.reading import EventFilter
from sessions_events.models import Event
from sessions_events.queries import cases as case_reads
from sessions_events.queries import declaring as declared
from sessions_events.queries.acts import acts_at
from sessions_events.queries.duties import duties_of
from sessions_events.queries.shown import status_of, with_status
from sessions_events.views.ladder import rung_of
from sessions_events.views.months import month_lines
from sessions_events.views.provider.history import timeline_entries
from sessions_events.views.provider.words import (
    cet_address,
    next_step,
    not_as_declared,
)

SORTS = {
    "number": "ev_number",
    "title": "application__title",
    "day": "starts_at",
    "due": "due_on",
    "status": "status",
}
COLUMNS = (
    (gettext_lazy("Event"), "ev_number"),
    (gettext_lazy("CET"), "application.c_number"),
    (gettext_lazy("Title"), "application.title"),
    (gettext_lazy("Provider"), "provider.name"),
    (gettext_lazy("Session"), "session.s_number"),
    (gettext_lazy("Name of the session"), "session.name"),
    (gettext_lazy("Begins"), "starts_at"),
    (gettext_lazy("Ends"), "ends_at"),
    (gettext_lazy("Status"), lambda event: event.shown[1]),
    (
        gettext_lazy("Declare and upload by"),
        lambda event: event.due_on if event.status in Event.OPEN_STATUSES else None,
    ),
    (gettext_lazy("Done late"), "done_late"),
)


def find_event(request, ev_number: str) -> Event:
    """The event, if the actor may see it; else 404."""
    return get_object_or_404(queries.events_visible_to(request.actor), ev_number=ev_number)


@require_safe
@access(Permission.EVENT_READ)
def event_list(request):
    """Events, filtered in the address."""
    form = EventFilter(request.GET or None, initial={"standing": Standing.ALL})
    chosen = form.values() if form.is_bound else {"standing": Standing.ALL, "text": ""}
    at = clock.now()
    rows = queries.event_list(request.actor, **chosen, at=at)
    if exports.wanted(request):
        found = with_status(in_order(request, rows, SORTS), at)
        return exports.csv_response(_("events"), COLUMNS, found)
    page = page_of(request, rows, sorts=SORTS)
    return render(
        request,
        "sessions_events/event_list.html",
        {
            "form": form,
            "page": page,
            "rows": with_status(page, at),
            "of_all_providers": request.actor.tenant_id is None,
        },
    )


@require_safe
@access(Permission.EVENT_READ)
def event(request, ev_number):
    """Where the event stands, what to do next, and all that belongs to it."""
    found, at, actor = find_event(request, ev_number), clock.now(), request.actor
    acceptance = register_queries.acceptance_of([ev_number]).get(ev_number)
    declaration = queries.declaration_of(found)
    uploaded = acceptance["lines"] if acceptance else 0
    uploads = list(queries.uploads_of(found))
    duties = list(duties_of(found))
    months, to_come = month_lines(found, actor=actor, at=at)
    return render(
        request,
        "sessions_events/event.html",
        {
            "event": found,
            "shown": status_of(found, at),
            "next": next_step(found, actor=actor, at=at),
            "open": workflow.event.open_to(found, actor=actor, at=at),
            "cet_url": cet_address(found, actor),
            "owes": found.status in Event.OPEN_STATUSES,
            "cycle_end": queries.last_day_for_points(found),
            "rung": rung_of(found, duties, clock.today()),
            "late": [duty for duty in duties if duty.was_late],
            "declaration": declaration,
            "evidence": declared.evidence_of(found),
            "months": months,
            "months_to_come": to_come,
            "not_as_declared": not_as_declared(uploaded, declaration)
            if uploaded or found.status == EventStatus.UPLOADED
            else "",
            "uploads": uploads,
            "waiting": sum(each.open_rows for each in uploads if each.status in queries.STANDING),
            "ready_rows": sum(
                each.ready_rows for each in uploads if each.status in queries.STANDING
            ),
            "acceptance": acceptance,
            "declined": case_reads.number_declined(found),
            "cases": case_reads.number_open(actor, found),
            "certificates": queries.certificates_of(found).count(),
            "approvals": found.application.approvals.order_by("audience"),
            "timeline": timeline_entries(
                queries.timeline(found), queries.changes_of(found), acts_at(found)
            ),
            "may_change": permissions.may_change_event(actor, found, at=at) is None,
            "may_plan": permissions.may_plan(actor, actor.tenant_id, at=at) is None,
        },
    )
