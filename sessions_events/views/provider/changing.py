"""A session or an event is changed before delivery."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_again, bind_form
from cet_portal.core.permissions import Refused, require
from sessions_events import permissions, queries, services
from sessions_events.forms.changing import ChangeEventForm, ChangeSessionForm
from sessions_events.models import Event, Session
from sessions_events.rules import changes
from sessions_events.views.provider.events import find_event
from sessions_events.views.provider.planning import (
    CHANGE,
    check_days,
    concerns_about,
    find_session,
    say_notes,
    seen,
)


@access(Permission.EVENT_PLAN)
def session_change(request, s_number):
    """Name, place and period of a session."""
    found, at = find_session(request, s_number), clock.now()
    require(permissions.may_change_session(request.actor, found, at=at))
    form = bind_form(
        request,
        ChangeSessionForm,
        today=clock.london_date(at),
        initial=ChangeSessionForm.initial_of(found),
    )
    context: dict[str, Any] = {"session": found, "events": queries.standing_events_of(found)}
    if form.is_valid():
        saved = _saved(
            request, form, lambda version: _change_session(request, found, form, version)
        )
        if isinstance(saved, Session):
            messages.success(request, _told(saved, before=found))
            return redirect("sessions_events:session", s_number)
        context |= saved
    return render(request, "sessions_events/session_change.html", {"form": form, **context})


@access(Permission.EVENT_PLAN)
def event_change(request, ev_number):
    """Times and details of an event."""
    found, at = find_event(request, ev_number), clock.now()
    form = bind_form(
        request,
        ChangeEventForm,
        event=found,
        at=at,
        initial=ChangeEventForm.initial_of(found),
    )
    refusal = permissions.may_change_event(request.actor, found, at=at)
    if refusal and request.method != "POST" and not form.was_kept:
        messages.info(request, str(refusal))
        return redirect("sessions_events:event", ev_number)
    context: dict[str, Any] = {"event": found}
    concerns = _concerns(found, form, at) if form.is_valid() and not refusal else {}
    if concerns and request.POST.get("act") == CHANGE:
        return render(request, "sessions_events/event_change.html", {"form": form, **context})
    if concerns and not seen(request):
        return check_days(
            request,
            found.session,
            found.application,
            form.values(),
            concerns,
            button=_("Change the event all the same"),
        )
    if form.is_valid():
        saved = _saved(request, form, lambda version: _change_event(request, found, form, version))
        if isinstance(saved, Event):
            messages.success(request, _told(saved, before=found))
            say_notes(request, form)
            return redirect("sessions_events:event", ev_number)
        context |= saved
    return render(request, "sessions_events/event_change.html", {"form": form, **context})


def _concerns(event: Event, form: ChangeEventForm, at: datetime) -> dict[str, date]:
    """What to look at, if this change gives the event another last day."""
    last_day = clock.london_date(form.values()["ends_at"])
    if last_day == clock.london_date(event.ends_at):
        return {}
    return concerns_about(last_day, clock.london_date(at))


def _change_session(request, session: Session, form, version: int) -> Session:
    return services.change_session(
        session=session,
        version=version,
        values=form.values(),
        actor=request.actor,
        at=clock.now(),
    )


def _change_event(request, event: Event, form, version: int) -> Event:
    return services.change_event(
        event=event, version=version, values=form.values(), actor=request.actor, at=clock.now()
    )


def _told(case: Session | Event, *, before: Session | Event) -> str:
    if case.version == before.version:
        return _("Nothing was changed: %(number)s is as it was.") % {"number": case.reference}
    return _(
        "%(number)s is changed, and your colleagues are told. Tell the people who have booked."
    ) % {"number": case.reference}


def _saved(request, form, change) -> Session | Event | dict[str, Any]:
    """What was saved; or, where it was not, what the page shows besides the form."""
    try:
        return change(form.cleaned_data["version"])
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return {}
    except services.ChangedMeanwhile as meanwhile:
        return _second_editor(request, form, meanwhile.current)


def _second_editor(request, form, current: Session | Event) -> dict[str, Any]:
    """The form again with what was typed and the new version, and both values where they differ.

    Saving it again is then a deliberate act.
    """
    typed = form.values()
    kept = {"event": current, "at": clock.now()} if isinstance(current, Event) else {}
    again = bind_again(
        request,
        type(form),
        version=current.version,
        initial=type(form).initial_of(current),
        **(kept or {"today": clock.today()}),
    )
    return {
        "form": again,
        "meanwhile": queries.last_change_of(current),
        "differences": [
            {"label": each.label, "saved": each.before, "typed": each.after}
            for each in changes.in_words(changes.differences(vars(current), typed))
        ],
    }
