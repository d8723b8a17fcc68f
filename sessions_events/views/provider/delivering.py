"""After the event: the declaration, the upload, and what became of its rows."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports, kept_text
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form, say_what_is_missing
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused, require
from registrants import queries as register_queries
from sessions_events import permissions, queries, services, workflow
from sessions_events.enums import Box, EventStatus, UploadSource
from sessions_events.forms.declaring import (
    ACT_CHANGE,
    ACT_DECLARE,
    DeclarationForm,
)
from sessions_events.forms.uploading import ROWS_AT_FIRST, FileForm, RowFormSet
from sessions_events.views.provider.events import find_event
from sessions_events.views.provider.words import not_as_declared

S = EventStatus
FAILURES_SHOWN = 100
FAILURE_COLUMNS = (
    (gettext_lazy("Line"), "line"),
    (gettext_lazy("GOC number"), "number"),
    (gettext_lazy("Surname"), "surname"),
    (gettext_lazy("Reason"), "reason"),
)


@access(Permission.EVENT_DECLARE)
def declare(request, ev_number):
    """Questions, then the answers to be checked, then "Declare"; all at one address."""
    event, at = find_event(request, ev_number), clock.now()
    if event.status != S.PLANNED:
        messages.info(request, _("%(number)s has been declared already.") % {"number": ev_number})
        return redirect("sessions_events:event", ev_number)
    require(permissions.may_declare(request.actor, event, at=at))
    interactive = any(approval.interactive for approval in event.application.approvals.all())
    form = bind_form(request, DeclarationForm, interactive=interactive)
    act = request.POST.get("act", "")
    if request.method == "POST" and act == ACT_CHANGE:
        form = DeclarationForm(initial=request.POST.dict(), interactive=interactive)
        say_what_is_missing(form)
    elif form.is_valid():
        if act == ACT_DECLARE:
            return _declare(request, event, form.cleaned_data, at)
        return _check(request, event, form)
    return render(
        request,
        "sessions_events/declare.html",
        {"event": event, "form": form, "interactive": interactive},
    )


def _check(request, event, form):
    shown = {True: _("Yes"), False: _("No")}
    rows = [
        {"key": form[name].label, "value": value if type(value) is not bool else shown[value]}
        for name, value in form.cleaned_data.items()
        if name != "what_differed" or value
    ]
    differed = not form.cleaned_data["as_approved"]
    form.hide()
    return render(
        request,
        "sessions_events/declare_check.html",
        {"event": event, "form": form, "rows": rows, "differed": differed},
    )


def _declare(request, event, values, at):
    try:
        event = services.declare(event=event, values=values, actor=request.actor, at=at)
    except Refused as refused:  # pressed twice: the first was quicker
        messages.info(request, str(refused.refusal))
        return redirect("sessions_events:event", event.ev_number)
    messages.success(request, _declared(event))
    if event.status == S.DECLARED:
        return redirect("sessions_events:upload", event.ev_number)
    return redirect("sessions_events:event", event.ev_number)


def _declared(event) -> str:
    words = {
        S.DECLARED: _("%(number)s is declared. Now upload the people who completed it."),
        S.HELD: _("%(number)s is declared. The CET manager looks at the difference first."),
        S.UPLOADED: _("%(number)s is declared. Nobody completed it, so nothing is left to do."),
    }
    return words[event.status] % {"number": event.ev_number}


@access(Permission.EVENT_UPLOAD)
def upload(request, ev_number):
    """Send numbers and surnames: as a file, or typed (`?way=typed`)."""
    event, at = find_event(request, ev_number), clock.now()
    if event.status not in (S.DECLARED, S.UPLOADED):
        return render(
            request,
            "sessions_events/upload_closed.html",
            {"event": event, "open": workflow.event.open_to(event, actor=request.actor, at=at)},
        )
    require(permissions.may_upload(request.actor, event, at=at))
    if _types(request):
        return _typed(request, event, at)
    form = bind_form(request, FileForm)
    if form.is_valid():
        sheet, file = form.sheet, form.cleaned_data["file"]
        return _sent(request, event, at, sheet.rows, UploadSource.FILE, file=file, note=sheet.note)
    return render(request, "sessions_events/upload.html", {"event": event, "form": form})


def _types(request) -> bool:
    """Are rows typed here: now, a moment ago, or before the session ended?"""
    kept = request.session.get(kept_text.KEY) or {}
    before = kept.get("data", {}) if kept.get("path") == request.path else {}
    sent = "rows-TOTAL_FORMS"
    return request.GET.get("way") == "typed" or sent in request.POST or sent in before


def _typed(request, event, at):
    rows = bind_form(request, RowFormSet, prefix="rows")
    if request.method == "POST" and "more" in request.POST:
        more = request.POST.copy()
        more["rows-TOTAL_FORMS"] = str(len(rows.forms) + ROWS_AT_FIRST)
        rows = RowFormSet(more, prefix="rows")
        for form in rows.forms:
            form.empty_permitted = True
    elif rows.is_valid():
        return _sent(request, event, at, rows.cells(), UploadSource.TYPED)
    return render(request, "sessions_events/upload_typed.html", {"event": event, "formset": rows})


def _sent(request, event, at, cells, source, *, file=None, note=""):
    sent = services.upload(
        event=event, cells=cells, source=source, file=file, actor=request.actor, at=at
    )
    if note:
        messages.info(request, note)
    return redirect("sessions_events:upload_report", event.ev_number, sent.pk)


def _upload(request, ev_number: str, upload_id: int):
    event = find_event(request, ev_number)
    return event, get_object_or_404(queries.uploads_of(event), pk=upload_id)


@require_safe
@access(Permission.EVENT_READ)
def upload_report(request, ev_number, upload_id):
    """What became of each row: those that need somebody first."""
    event, sent = _upload(request, ev_number, upload_id)
    rows = queries.rows_of(sent)
    uploaded = len(register_queries.uploaded_for(ev_number))
    return render(
        request,
        "sessions_events/upload_report.html",
        {
            "event": event,
            "upload": sent,
            "boxes": _boxes(sent),
            "not_as_declared": not_as_declared(uploaded, queries.declaration_of(event)),
            "failures": rows.filter(box=Box.UNUSABLE)[:FAILURES_SHOWN],
            "page": page_of(request, rows.exclude(box=Box.UNUSABLE), size=50),
            "may_upload": permissions.may_upload(request.actor, event, at=clock.now()) is None,
        },
    )


def _boxes(sent) -> list[dict]:
    words = {
        Box.READY: _("%(n)s ready: now pending points"),
        Box.UNUSABLE: _("%(n)s cannot be used"),
        Box.KNOWN: _("%(n)s already uploaded"),
    }
    return [
        {"value": box, "label": words[box] % {"n": getattr(sent, box.lower())}} for box in words
    ]


@require_safe
@access(Permission.EVENT_READ)
def upload_failures(request, ev_number, upload_id):
    """The rows that could not be used as a CSV file, to correct and send again."""
    event, sent = _upload(request, ev_number, upload_id)
    failures = queries.rows_of(sent).filter(box=Box.UNUSABLE)
    return exports.csv_response(f"{event.ev_number}-{sent.pk}", FAILURE_COLUMNS, failures)
