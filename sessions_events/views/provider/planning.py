"""Sessions, and events put into them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import in_order, page_of
from cet_portal.core.permissions import require
from sessions_events import permissions, queries, services
from sessions_events.forms.events import EventForm
from sessions_events.forms.sessions import SessionForm
from sessions_events.models import Session
from sessions_events.queries.collisions import collisions
from sessions_events.queries.shown import with_status

# What the buttons of the page about the end of the cycle say.
SEEN, CHANGE = "seen", "change"
NOT_OF_THE_FORM = frozenset({"csrfmiddlewaretoken", "typed_by", "act"})
SORTS = {"number": "s_number", "name": "name", "day": "start", "events": "event_count"}
COLUMNS = (
    (gettext_lazy("Session"), "s_number"),
    (gettext_lazy("Name"), "name"),
    (gettext_lazy("First day"), "start"),
    (gettext_lazy("Last day"), "end"),
    (gettext_lazy("Online"), "online"),
    (gettext_lazy("Venue"), "venue"),
    (gettext_lazy("Town"), "town"),
    (gettext_lazy("Events"), "event_count"),
)


@require_safe
@access(Permission.EVENT_READ)
def session_list(request):
    """All sessions of the provider."""
    rows = queries.sessions_visible_to(request.actor)
    if exports.wanted(request):
        return exports.csv_response(_("sessions"), COLUMNS, in_order(request, rows, SORTS))
    page = page_of(request, rows, sorts=SORTS)
    return render(
        request, "sessions_events/session_list.html", {"page": page, "may_plan": _may_plan(request)}
    )


def _may_plan(request) -> bool:
    refusal = permissions.may_plan(request.actor, request.actor.tenant_id, at=clock.now())
    return refusal is None


@access(Permission.EVENT_PLAN)
def session_new(request):
    """A place and a period."""
    at = clock.now()
    require(permissions.may_plan(request.actor, request.actor.tenant_id, at=at))
    form = bind_form(request, SessionForm, today=clock.london_date(at))
    if form.is_valid():
        session = services.plan_session(
            provider_id=request.actor.tenant_id, **form.values(), actor=request.actor, at=at
        )
        messages.success(
            request,
            _("Session %(number)s is planned. Add the CET that it holds.")
            % {"number": session.s_number},
        )
        return redirect("sessions_events:session", session.s_number)
    return render(request, "sessions_events/session_new.html", {"form": form})


def find_session(request, s_number: str) -> Session:
    """The session, if the actor may see it; else 404."""
    return get_object_or_404(queries.sessions_visible_to(request.actor), s_number=s_number)


@require_safe
@access(Permission.EVENT_READ)
def session(request, s_number):
    """One session with its events."""
    found = find_session(request, s_number)
    at = clock.now()
    may_change = permissions.may_change_session(request.actor, found, at=at)
    may_remove = permissions.may_remove_session(request.actor, found, at=at)
    return render(
        request,
        "sessions_events/session.html",
        {
            "session": found,
            "events": with_status(queries.events_of(found), at),
            "may_plan": _may_plan(request),
            "may_change": may_change is None,
            "may_remove": may_remove is None,
        },
    )


@access(Permission.EVENT_PLAN)
def event_new(request, s_number):
    """Put one approved CET into the session."""
    at, found = clock.now(), find_session(request, s_number)
    require(permissions.may_plan(request.actor, found.provider_id, at=at))
    cet = list(queries.schedulable(found.provider_id, clock.london_date(at)))
    form = bind_form(request, EventForm, session=found, cet=cet) if cet else None
    page = "sessions_events/event_new.html", {"form": form, "session": found}
    concerns = _concerns(form, clock.london_date(at)) if form and form.is_valid() else {}
    if form and concerns and not seen(request):
        if request.POST.get("act") == CHANGE:
            return render(request, *page)
        return check_days(
            request,
            found,
            form.application,
            form.cleaned_data,
            concerns,
            button=_("Add the CET all the same"),
        )
    if form and form.is_valid():
        event = services.add_event(
            session=found,
            application=form.application,
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
            **form.details(),
            actor=request.actor,
            at=at,
        )
        if event.made_at == at:
            words = _("%(number)s is added to the session.")
        else:
            words = _("%(number)s was added a moment ago, and is not added twice.")
        messages.success(request, words % {"number": event.ev_number})
        say_notes(request, form)
        return redirect("sessions_events:event", event.ev_number)
    return render(request, *page)


def say_notes(request, form: EventForm) -> None:
    """How the times were read, where there were two ways."""
    for note in form.cleaned_data["notes"]:
        messages.info(request, note)


def seen(request) -> bool:
    """Was the page about the day shown, and the button on it pressed?"""
    return request.POST.get("act") == SEEN


def _concerns(form: EventForm, today: date) -> dict[str, date]:
    return concerns_about(clock.london_date(form.cleaned_data["ends_at"]), today)


def concerns_about(last_day: date, today: date) -> dict[str, date]:
    """What to look at before an event with this last day is saved. `past_due`: the day is past,
    and this is the date to declare and upload. `cycle_end`: that date would lie behind the cycle.
    """
    known = collisions()
    found = {
        "past_due": known.after_the_fact(last_day, today),
        "cycle_end": known.on(last_day),
    }
    return {name: day for name, day in found.items() if day}


def check_days(
    request,
    session: Session,
    application,
    times: Mapping[str, Any],
    concerns: Mapping[str, date],
    *,
    button: str,
):
    """What the day means for this event, before it is saved (decisions.md 21, docs/adr/0024).

    `times`: its `starts_at` and `ends_at`. `button`: what the one says that saves it.
    """
    sent = [(name, text) for name, text in request.POST.items() if name not in NOT_OF_THE_FORM]
    return render(
        request,
        "sessions_events/event_check.html",
        {
            "session": session,
            "application": application,
            "event": times,
            **concerns,
            "sent": sent,
            "button": button,
        },
    )
