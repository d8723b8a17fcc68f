"""Events that do not take place: cancelled before, or said afterwards."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from sessions_events import services, workflow
from sessions_events.forms.calling_off import CancelForm, NotHeldForm
from sessions_events.models import Event
from sessions_events.views.declared import certificates_fall
from sessions_events.views.provider.events import find_event
from sessions_events.views.refusals import said_before


@access(Permission.EVENT_PLAN)
def cancel(request, ev_number):
    """The check page before an event is cancelled."""
    consequences = [
        _("The directory shows the event as cancelled until its day is over."),
        _("Nothing has to be declared or uploaded for it."),
        _("Your colleagues are told, with the reason."),
        _("People who booked are not told by this portal: please tell them."),
        _("This cannot be taken back; you can add the CET to a session again."),
    ]
    done = _("%(number)s is cancelled.") % {"number": ev_number}
    act = _Act("cancel", CancelForm, services.cancel_event, consequences, done)
    return _page(request, ev_number, act)


@access(Permission.EVENT_DECLARE)
def not_held(request, ev_number):
    """The check page before somebody says that an event did not take place."""
    consequences = [
        _("Nothing has to be declared or uploaded for it any more, and it is not overdue."),
        _("Nobody gets points for it."),
        *certificates_fall(find_event(request, ev_number)),
        _("GOC staff see that it did not take place, with your reason."),
        _("Your colleagues are told, with the reason."),
        _("This cannot be taken back."),
    ]
    done = _("It is noted that %(number)s did not take place.") % {"number": ev_number}
    act = _Act("not_held", NotHeldForm, services.say_not_held, consequences, done)
    return _page(request, ev_number, act)


@dataclass(frozen=True)
class _Act:
    """One way of calling an event off: its step, its form, its service, its words."""

    step: str
    form: type
    service: Callable
    consequences: list[str]
    done: str


def _page(request, ev_number: str, act: _Act):
    found, at = find_event(request, ev_number), clock.now()
    form = bind_form(request, act.form)
    refusal = workflow.event.refusal(found, act.step, actor=request.actor, at=at)
    if refusal and request.method != "POST" and not form.was_kept:
        already = found.status == workflow.event.steps[act.step].target
        (messages.info if already else messages.error)(request, str(refusal))
        return redirect("sessions_events:event", ev_number)
    if form.is_valid() and _done(request, found, form, act, at):
        return redirect("sessions_events:event", ev_number)
    context = {"event": found, "form": form, "consequences": act.consequences}
    return render(request, f"sessions_events/{act.step}.html", context)


def _done(request, event: Event, form, act: _Act, at) -> bool:
    """Do it. If that is refused the reason typed stays on the page, with why."""
    reason = form.cleaned_data["reason"]
    try:
        act.service(event=event, reason=reason, actor=request.actor, at=at)
    except Refused as refused:
        return said_before(request, event, reason, form, refused)
    messages.success(request, act.done)
    return True
