"""One upload: how far it is, its preview, what became of it, and what to do with it."""

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.clock import london_date
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import require
from registrants import queries as register_queries
from sessions_events import permissions, queries, services, workflow
from sessions_events.enums import Box, Reason, UploadStatus
from sessions_events.models import Upload
from sessions_events.rules.headings import MARK_HEADING, Field, field_of
from sessions_events.views.provider import dropping
from sessions_events.views.provider.uploading import find_upload
from sessions_events.views.provider.words import not_as_declared

WORKING = (UploadStatus.RECEIVED, UploadStatus.TAKING)
BOXES = {
    Box.READY: gettext_lazy("ready"),
    Box.NOTED: gettext_lazy("ready, with a remark"),
    Box.UNDECIDED: gettext_lazy("need a decision"),
    Box.UNUSABLE: gettext_lazy("cannot be used"),
    Box.KNOWN: gettext_lazy("already uploaded"),
}
# What else the box KNOWN holds, shown where there is some.
OTHERS = {
    Reason.TWICE: ("twice", gettext_lazy("twice in this list")),
    Reason.CONTINUED: ("sent_again", gettext_lazy("sent again")),
}
REASON_HEADING = gettext_lazy("Reason")


@require_safe
@access(Permission.EVENT_READ)
def upload_report(request, ev_number, upload_id):
    """Progress, preview or report, as the upload stands."""
    event, sent = find_upload(request, ev_number, upload_id)
    context = {"event": event, "upload": sent, "progress": _progress(sent)}
    if sent.status in WORKING:
        return render(request, "sessions_events/upload_progress.html", context)
    at, actor = clock.now(), request.actor
    box = request.GET.get("box", "")
    rows = queries.rows_of(sent)
    uploaded = len(register_queries.uploaded_for(ev_number))
    may_upload = permissions.may_upload(actor, event, at=at) is None
    earned = queries.what_is_earned(sent) if may_upload else []
    context |= {
        "boxes": _boxes(sent),
        "box": box if box in BOXES or box in OTHERS else "",
        "page": page_of(request, _chosen(rows, box), size=50),
        "earned": earned,
        "to_take": sum(each.people for each in earned),
        "late": queries.who_comes_late(sent, london_date(at)) if earned else 0,
        "may_upload": may_upload,
        "open": workflow.upload.open_to(sent, actor=actor, at=at),
        "for_staff": actor.tenant_id is None,
        "not_as_declared": (
            not_as_declared(uploaded, queries.declaration_of(event))
            if sent.status == UploadStatus.TAKEN
            else ""
        ),
    }
    return render(request, "sessions_events/upload_report.html", context)


@require_POST
@access(Permission.EVENT_UPLOAD)
def upload_take(request, ev_number, upload_id):
    """Take what is ready: at once, or in the worker where it is much."""
    _event, sent = find_upload(request, ev_number, upload_id)
    ready = queries.to_take(sent).count()
    late = queries.who_comes_late(sent, clock.today())
    taken = services.take_now_or_later(upload=sent, actor=request.actor, at=clock.now())
    if taken.status == UploadStatus.TAKEN:
        now = taken.rows.filter(taken_at=taken.taken_at).count()
        _say_taken(request, now, ready - now, late=late)
    return redirect("sessions_events:upload_report", ev_number, upload_id)


def _say_taken(request, taken: int, known: int, *, late: int) -> None:
    """`known`: rows that were ready in the preview, whose people have their points already;
    `late`: rows whose cycle is over."""
    if taken and late:
        messages.success(
            request,
            ngettext("%(n)s row is taken.", "%(n)s rows are taken.", taken) % {"n": intcomma(taken)}
            + " "
            + _(
                "What came after the last day of its cycle is kept, and GOC staff decide whether "
                "it counts."
            ),
        )
    elif taken:
        messages.success(
            request,
            ngettext(
                "%(n)s row is taken: the points are pending now.",
                "%(n)s rows are taken: the points are pending now.",
                taken,
            )
            % {"n": intcomma(taken)},
        )
    if known > 0:
        messages.info(
            request,
            ngettext(
                "%(n)s row was not taken: its person has been uploaded meanwhile, and has the "
                "points.",
                "%(n)s rows were not taken: their people have been uploaded meanwhile, and have "
                "the points.",
                known,
            )
            % {"n": intcomma(known)},
        )
    if not taken and known <= 0:
        messages.info(request, _("No row was ready, so nothing was taken."))


@access(Permission.EVENT_UPLOAD)
def upload_drop(request, ev_number, upload_id):
    """The check page before a preview is put aside: what goes with it, and what waits again."""
    event, sent = find_upload(request, ev_number, upload_id)
    at = clock.now()
    if request.method != "POST":
        require(workflow.upload.refusal(sent, "drop", actor=request.actor, at=at))
        return render(
            request,
            "sessions_events/upload_drop.html",
            {"event": event, "upload": sent, "consequences": dropping.consequences(sent)},
        )
    services.drop(upload=sent, actor=request.actor, at=at)
    messages.info(request, _("The upload is put aside. Nothing of it was taken."))
    return redirect("sessions_events:event", ev_number)


@require_safe
@access(Permission.EVENT_READ)
def upload_rest(request, ev_number, upload_id):
    """What stayed behind, in the file's own columns, to correct and send again."""
    event, sent = find_upload(request, ev_number, upload_id)
    rows = queries.rest_of(sent).select_related("upload")
    return exports.csv_response(f"{event.ev_number}-{sent.reference}", _columns(sent), rows)


def _columns(sent: Upload) -> list[exports.Column]:
    """The columns as they were sent, as far as they are not ours, and two of ours."""
    own = [
        (heading or _("Column %(number)s") % {"number": place + 1}, _cell(place))
        for place, heading in enumerate(_headings(sent))
        if field_of(heading) != Field.MARK and heading != REASON_HEADING
    ]
    typed = [
        (_("Registration number"), "number"),
        (_("Surname"), "surname"),
        (_("Completed on"), "completed"),
        (_("Role"), lambda row: row.get_part_display()),
        (_("Interactive part completed"), lambda row: _("yes") if row.interactive else _("no")),
    ]
    ours = [(REASON_HEADING, "sentence"), (MARK_HEADING, services.mark_of)]
    return [*(own or typed), *ours]


def _headings(sent: Upload) -> list[str]:
    """The headings; for a file without, names for the columns that are known."""
    if sent.columns or not sent.layout:
        return sent.columns
    first = sent.rows.order_by("line").first()
    names = {place: name for name, place in sent.layout.items()}
    width = max([*sent.layout.values(), len(first.cells) - 1 if first else 0]) + 1
    return [str(Field(names[place]).label) if place in names else "" for place in range(width)]


def _cell(place: int):
    return lambda row: row.cells[place] if place < len(row.cells) else ""


def _progress(sent: Upload) -> dict:
    """How much of the file is read, in thousands of its bytes."""
    total = sent.file.size if sent.file else 0
    done = min(sent.bytes_read, total)
    return {"done": -(-done // 1000), "total": max(-(-total // 1000), 1), "rows": sent.rows_total}


def _boxes(sent: Upload) -> list[dict]:
    """How many rows of each, and where they are; KNOWN without what was not uploaded."""
    others = {reason: getattr(sent, name) for reason, (name, _words) in OTHERS.items()}
    numbers = {box: getattr(sent, box.lower()) for box in BOXES}
    numbers[Box.KNOWN] -= sum(others.values())
    boxes = [
        {"number": numbers[box], "label": words, "url": f"?box={box.value}"}
        for box, words in BOXES.items()
    ]
    return boxes + [
        {"number": others[reason], "label": words, "url": f"?box={reason.value}"}
        for reason, (_name, words) in OTHERS.items()
        if others[reason]
    ]


def _chosen(rows, box: str):
    """The rows of the figure that was chosen; all of them without one."""
    if box == Box.KNOWN:
        return rows.filter(box=box).exclude(reason__in=OTHERS)
    if box in BOXES:
        return rows.filter(box=box)
    return rows.filter(reason=box) if box in OTHERS else rows
