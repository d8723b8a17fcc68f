"""All certificates of an event at once: asked for, watched, downloaded."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, uploads
from cet_portal.core.access import access
from sessions_events import permissions, queries, services
from sessions_events.enums import BatchStatus
from sessions_events.views.provider.events import find_event


@require_POST
@access(Permission.CERTIFICATE_ISSUE)
def certificates_zip(request, ev_number):
    """Issue to everybody who was uploaded, and make the zip in the worker."""
    event = find_event(request, ev_number)
    batch = services.ask_for_zip(event=event, actor=request.actor, at=clock.now())
    return redirect("sessions_events:certificate_batch", ev_number, batch.pk)


@require_POST
@access(Permission.CERTIFICATE_ISSUE)
def certificates_mail(request, ev_number):
    """Tell the holders who have an account."""
    event = find_event(request, ev_number)
    again = request.POST.get("again") == "yes"
    batch = services.ask_for_mail(event=event, again=again, actor=request.actor, at=clock.now())
    return redirect("sessions_events:certificate_batch", ev_number, batch.pk)


@require_safe
@access(Permission.EVENT_READ)
def certificate_batch(request, ev_number, batch_id):
    """How far it is, and what came of it."""
    event, batch = _find(request, ev_number, batch_id)
    context = {
        "event": event,
        "batch": batch,
        "files": queries.files_of(batch),
        "may_download": _may_download(request, event),
        "withdrawn": queries.withdrawn_since(batch),
        "holders": queries.reachable_holders(event),
    }
    template = "progress" if batch.status == BatchStatus.MAKING else "batch"
    return render(request, f"sessions_events/certificates_{template}.html", context)


@require_safe
@access(Permission.CERTIFICATE_ISSUE)
def certificate_file(request, ev_number, batch_id, place):
    """One zip file."""
    event, batch = _find(request, ev_number, batch_id)
    if not _may_download(request, event):
        raise Http404
    return uploads.download(get_object_or_404(queries.files_of(batch), place=place).file)


def _find(request, ev_number: str, batch_id: int):
    event = find_event(request, ev_number)
    rows = queries.batches_visible_to(request.actor).filter(event=event)
    return event, get_object_or_404(rows, pk=batch_id)


def _may_download(request, event) -> bool:
    return permissions.may_certify(request.actor, event, at=clock.now()) is None
