"""Distance learning: the nil return."""

from datetime import date, datetime

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refused
from sessions_events import permissions, queries, services
from sessions_events.models import Declaration, Duty, Event
from sessions_events.queries import declaring as declared
from sessions_events.queries.duties import duty_of
from sessions_events.rules.owing import month_end
from sessions_events.views.months import LAST, name_of
from sessions_events.views.provider.events import find_event
from sessions_events.views.provider.words import nobody_uploaded, not_as_declared


@access(Permission.EVENT_UPLOAD)
def nil_return(request, ev_number, month):
    """The check page, and the nil return. Pressed twice it says that it is done."""
    event, at = find_event(request, ev_number), clock.now()
    first = None if month == LAST else date.fromisoformat(f"{month}-01")
    duty = duty_of(event, first)
    refusal = permissions.may_make_nil_return(request.actor, event, duty, at=at)
    declaration = queries.declaration_of(event)
    if refusal is None and month == LAST and declaration:
        refusal = permissions.may_end_without_upload(event, declaration.completers)
    if refusal is None and request.method == "POST":
        try:
            services.make_nil_return(event=event, month=first, actor=request.actor, at=at)
        except Refused as refused:  # somebody was quicker
            refusal = refused.refusal
        else:
            words = {"number": ev_number, "month": name_of(duty)}
            messages.success(request, _("%(number)s, %(month)s: nil return made.") % words)
            return redirect("sessions_events:event", ev_number)
    if refusal:
        messages.info(request, str(refusal))
        return redirect("sessions_events:event", ev_number)
    return render(
        request,
        "sessions_events/nil_return.html",
        {
            "event": event,
            "duty": duty,
            "name": name_of(duty),
            "consequences": [*_as_declared(event, declaration), *_to_check(duty, at)],
        },
    )


def _as_declared(event: Event, declaration: Declaration) -> list[str]:
    """How many were declared and uploaded so far, where that is not the same."""
    uploaded = declared.taken_people(event)
    if uploaded == declaration.completers:
        return []
    if not uploaded:
        return [f"{nobody_uploaded(declaration.completers)}."]
    return [not_as_declared(uploaded, declaration)]


def _to_check(duty: Duty, at: datetime) -> list[str]:
    if duty.month is None:
        said = [
            _("You say that nobody completed it since your last upload before it closed."),
            _("Nothing is left to do for this event then."),
        ]
    else:
        name = {"month": name_of(duty)}
        said = [_("You say for the provider that nobody completed it in %(month)s.") % name]
        if month_end(duty.month) > london_date(at):
            said.append(
                _("The month is not over: upload those who complete it later, with the next.")
            )
    said.append(_("If somebody did after all, upload them at any time: nothing is closed by this."))
    return said
