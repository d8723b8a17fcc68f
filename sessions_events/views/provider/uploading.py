"""Ways to send numbers and surnames: a file, pasted, typed. Each leads to the same preview."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import require
from cet_portal.core.upload_limit import allows
from sessions_events import permissions, queries, services, workflow
from sessions_events.enums import EventStatus, UploadSource, UploadStatus
from sessions_events.forms.uploading.columns import ColumnsForm
from sessions_events.forms.uploading.lists import FileForm, PasteForm
from sessions_events.forms.uploading.typed import ROWS_AT_FIRST, RowFormSet
from sessions_events.models import Event, Upload
from sessions_events.rules.files import MOST_BYTES
from sessions_events.views.provider.events import find_event

S = EventStatus


def find_upload(request, ev_number: str, upload_id: int) -> tuple[Event, Upload]:
    """The event and one of its uploads with its counts, if the actor may see them; else 404."""
    event = find_event(request, ev_number)
    return event, get_object_or_404(queries.uploads_of(event), pk=upload_id)


@access(Permission.EVENT_UPLOAD)
@allows(MOST_BYTES)
def upload(request, ev_number):
    """Send a file; and the other ways."""
    event, at = find_event(request, ev_number), clock.now()
    closed = _closed(request, event, at)
    if closed:
        return closed
    form = bind_form(request, FileForm)
    if form.is_valid():
        file = form.cleaned_data["file"]
        sent = services.receive_file(event=event, file=file, actor=request.actor, at=at)
        if _read(request, sent, form, "file", at):
            return redirect("sessions_events:upload_report", ev_number, sent.pk)
    return render(request, "sessions_events/upload.html", {"event": event, "form": form})


@access(Permission.EVENT_UPLOAD)
def upload_pasted(request, ev_number):
    """Paste a column, a table or lines."""
    event, at = find_event(request, ev_number), clock.now()
    closed = _closed(request, event, at)
    if closed:
        return closed
    form = bind_form(request, PasteForm)
    if form.is_valid():
        sent = services.receive_file(
            event=event,
            file=form.as_file(),
            source=UploadSource.PASTED,
            actor=request.actor,
            at=at,
        )
        if _read(request, sent, form, "text", at):
            return redirect("sessions_events:upload_report", ev_number, sent.pk)
    return render(request, "sessions_events/upload_pasted.html", {"event": event, "form": form})


@access(Permission.EVENT_UPLOAD)
def upload_typed(request, ev_number):
    """Type numbers and surnames."""
    event, at = find_event(request, ev_number), clock.now()
    closed = _closed(request, event, at)
    if closed:
        return closed
    asked = {"asks": queries.what_is_asked(event)}
    rows = bind_form(request, RowFormSet, prefix="rows", form_kwargs=asked)
    if request.method == "POST" and "more" in request.POST:
        more = request.POST.copy()
        more["rows-TOTAL_FORMS"] = str(len(rows.forms) + ROWS_AT_FIRST)
        rows = RowFormSet(more, prefix="rows", form_kwargs=asked)
        for form in rows.forms:
            form.empty_permitted = True
    elif rows.is_valid():
        sent = services.receive_rows(event=event, rows=rows.rows(), actor=request.actor, at=at)
        return redirect("sessions_events:upload_report", ev_number, sent.pk)
    return render(
        request, "sessions_events/upload_typed.html", {"event": event, "formset": rows, **asked}
    )


@access(Permission.EVENT_UPLOAD)
def upload_columns(request, ev_number, upload_id):
    """The first lines of a list, and the question which column is which."""
    event, sent = find_upload(request, ev_number, upload_id)
    at, records = clock.now(), services.first_records(sent)
    if sent.status != UploadStatus.UNREADABLE or not records:
        return redirect("sessions_events:upload_report", ev_number, upload_id)
    form = bind_form(request, ColumnsForm, records=records)
    if form.is_valid():
        sent = services.say_columns(upload=sent, layout=form.layout(), actor=request.actor, at=at)
        services.read_now_or_later(upload=sent, actor=request.actor, at=at)
        return redirect("sessions_events:upload_report", ev_number, upload_id)
    return render(
        request,
        "sessions_events/upload_columns.html",
        {
            "event": event,
            "upload": sent,
            "form": form,
            "records": records,
            "places": range(1, max(map(len, records)) + 1),
        },
    )


def _closed(request, event: Event, at):
    """The page that says why nothing can be uploaded; None if it can."""
    if event.status not in (S.DECLARED, S.UPLOADED):
        return render(
            request,
            "sessions_events/upload_closed.html",
            {"event": event, "open": workflow.event.open_to(event, actor=request.actor, at=at)},
        )
    require(permissions.may_upload(request.actor, event, at=at))
    return None


def _read(request, sent: Upload, form, field: str, at) -> bool:
    """Read it, or leave it to the worker. False where it cannot be read: the form says why."""
    read = services.read_now_or_later(upload=sent, actor=request.actor, at=at)
    if read.status != UploadStatus.UNREADABLE or read.columns:
        if read.status == UploadStatus.RECEIVED:
            messages.info(request, _("The file is being read. You can leave this page."))
        return True
    form.add_error(field, read.problem)
    services.drop(upload=read, actor=request.actor, at=at)
    return False
