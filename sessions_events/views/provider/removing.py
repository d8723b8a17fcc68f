"""A session without events is removed."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import require
from sessions_events import permissions, services
from sessions_events.views.provider.planning import find_session


@access(Permission.EVENT_PLAN)
def session_remove(request, s_number):
    """The check page before a session without events is removed."""
    at, found = clock.now(), find_session(request, s_number)
    require(permissions.may_remove_session(request.actor, found, at=at))
    form = bind_form(request, forms.Form)
    if form.is_valid():
        services.remove_session(session=found, actor=request.actor, at=at)
        messages.success(request, _("Session %(number)s is removed.") % {"number": s_number})
        return redirect("sessions_events:session_list")
    consequences = [
        _("The session is no longer in your list, and its number is not used again."),
        _("No event is lost: it holds none."),
        _("This cannot be taken back; you can plan another session."),
    ]
    return render(
        request,
        "sessions_events/session_remove.html",
        {"session": found, "form": form, "consequences": consequences},
    )
