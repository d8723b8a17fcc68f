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
from sessions_events import permissions, services
from sessions_events.models import Duty, Event
from sessions_events.queries.duties import duty_of
from sessions_events.rules.owing import month_end
from sessions_events.views.months import LAST, name_of
from sessions_events.views.provider.events import find_event


@access(Permission.EVENT_UPLOAD)
def nil_return(request, ev_number, month):
    """The check page, and the nil return. Pressed twice it says that it is done."""
    event, at = find_event(request, ev_number), clock.now()
    first = None if month == LAST else date.fromisoformat(f"{month}-01")
    duty = duty_of(event, first)
    refusal = permissions.may_make_nil_return(request.actor, event, duty, at=at)
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
        {"event": event, "duty": duty, "name": name_of(duty), **_to_check(event, duty, at)},
    )


def _to_check(event: Event, duty: Duty, at: datetime) -> dict:
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
    return {"consequences": said}
