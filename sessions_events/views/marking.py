"""A registrant marks events, and sees those marked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from registrants import queries as register_queries
from registrants import services as register_services
from registrants.enums import MarkKind
from sessions_events import queries
from sessions_events.queries import marking
from sessions_events.services.marking import mark as mark_this

NOT_ANY_MORE = "none"


@require_POST
@access(Permission.POINTS_ACCEPT)
def mark(request, ev_number):
    """ "I have booked this", "I am attending", or neither any more."""
    event = get_object_or_404(queries.public_event(ev_number), ev_number=ev_number)
    wanted, at = request.POST.get("mark", ""), clock.now()
    if wanted == NOT_ANY_MORE:
        register_services.unmark_event(event_reference=ev_number, actor=request.actor, at=at)
        messages.success(request, _("The mark is gone."))
    elif wanted in MarkKind.values:
        mark_this(event=event, kind=MarkKind(wanted), actor=request.actor, at=at)
        messages.success(
            request,
            _("You are signed in to this event.")
            if wanted == MarkKind.SIGNED_IN
            else _("Marked as booked. The provider does not see this."),
        )
    return redirect("sessions_events:public_event", ev_number)


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def my_events(request):
    """Every event that one marked, with the points that came of it."""
    page = page_of(request, register_queries.marks_of(request.actor))
    return render(
        request,
        "sessions_events/my_events.html",
        {
            "page": page,
            "marked": marking.marked(request.actor, page),
            "instruction": register_queries.instruction_of(request.actor),
        },
    )
