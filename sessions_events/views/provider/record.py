"""The attendance record of an event, and the hold that GOC staff place on it."""

from datetime import date

from django.contrib import messages
from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, uploads
from cet_portal.core.access import access
from cet_portal.core.clock import london_date
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from sessions_events import permissions, queries, services
from sessions_events.forms.records import HoldForm, RecordForm, StrikeForm
from sessions_events.models import Event
from sessions_events.queries import declaring as declared
from sessions_events.queries.record import AT_LEAST
from sessions_events.views.provider.events import find_event


@access(Permission.EVENT_READ)
def record(request, ev_number):
    """Its files, until when they are kept, and a form to add one."""
    event, at = find_event(request, ev_number), clock.now()
    refusal = permissions.may_keep_record(request.actor, event, at=at)
    form = bind_form(request, RecordForm)
    if form.is_valid():
        services.keep_file(event=event, **form.cleaned_data, actor=request.actor, at=at)
        messages.success(request, _("The file is kept."))
        return redirect("sessions_events:record", ev_number)
    context = {
        "event": event,
        "form": form,
        "refusal": refusal,
        "page": page_of(request, queries.record_of(request.actor, event), size=50),
        "kept": _kept(request, event, london_date(at)),
        "hold": queries.hold_on(event),
        "declarations": declared.versions_of(event),
        "evidence": declared.evidence_of(event),
        "may_hold": permissions.may_hold_record(request.actor, event, at=at) is None,
    }
    return render(request, "sessions_events/record.html", context)


@require_safe
@access(Permission.EVENT_READ)
def record_file(request, ev_number, record_id):
    """One file, as it was sent."""
    found = _find(request, ev_number, record_id)
    if found.file is None:
        raise Http404
    return uploads.download(found.file)


@access(Permission.CERTIFICATE_ISSUE)
def record_strike(request, ev_number, record_id):
    """Why a file does not belong to the record."""
    found = _find(request, ev_number, record_id)
    form = bind_form(request, StrikeForm)
    if found.struck_at and not form.was_kept:
        messages.info(request, _("This file is struck out already."))
        return redirect("sessions_events:record", ev_number)
    if form.is_valid():
        services.strike_file(record=found, **form.cleaned_data, actor=request.actor, at=clock.now())
        messages.success(request, _("The file is struck out."))
        return redirect("sessions_events:record", ev_number)
    context = {"event": found.event, "record": found, "form": form}
    return render(request, "sessions_events/record_strike.html", context)


@access(Permission.PROVIDER_OVERSEE)
def record_hold(request, ev_number):
    """GOC staff place a hold, or lift the one there is."""
    event, at = find_event(request, ev_number), clock.now()
    hold, form = queries.hold_on(event), bind_form(request, HoldForm)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if hold:
            services.release_record(hold=hold, reason=reason, actor=request.actor, at=at)
            messages.success(request, _("The hold is lifted. The provider is told."))
        else:
            services.hold_record(event=event, reason=reason, actor=request.actor, at=at)
            messages.success(request, _("The record is held. The provider is told."))
        return redirect("sessions_events:record", ev_number)
    context = {
        "event": event,
        "hold": hold,
        "holds": queries.holds_of(event),
        "form": form,
        "kept_until": queries.record_kept_until(event),
    }
    return render(request, "sessions_events/record_hold.html", context)


def _kept(request, event: Event, today: date) -> str:
    """Until when the files are kept, or what becomes of them now that the six years are over."""
    last, files = queries.record_kept_until(event), queries.record_of(request.actor, event)
    words = {"day": date_format(last, "l j F Y")}
    if today <= last:
        return (
            _("What is here is kept until %(day)s, six years after the last day of the event.")
            % words
        )
    over = _("The six years ended on %(day)s.") % words
    if not files.kept().exists():
        return over
    if queries.hold_on(event):
        return f"{over} " + _("The files stay as long as they are held.")
    return f"{over} " + _("The files are about to be removed: %(when)s.") % {"when": _when(files)}


def _when(files) -> str:
    told = files.kept().aggregate(told=Max("told_on"))["told"]
    if told is None:
        return _("a week after you are told")
    return _("from %(day)s on") % {"day": date_format(told + AT_LEAST, "j F Y")}


def _find(request, ev_number: str, record_id: int):
    event = find_event(request, ev_number)
    return get_object_or_404(queries.record_of(request.actor, event), pk=record_id)
