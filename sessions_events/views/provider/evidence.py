"""Files beside a declaration that is being written: kept as soon as they have arrived."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cet_portal.core.permissions import Refused
from sessions_events import services
from sessions_events.forms.declaring import (
    ACT_ADD,
    ACT_CHANGE,
    ACT_DROP,
    FILES,
    DeclarationForm,
)
from sessions_events.models import Event
from sessions_events.queries import declaring as declared


def pressed(request: HttpRequest) -> str:
    """Which button; "" for none, and for those that lead to the check page."""
    return request.POST.get("act", "")


def is_answered(press: str) -> bool:
    """Is the form sent to be checked or declared? Else a file was only added or taken away."""
    return press not in (ACT_ADD, ACT_CHANGE) and not press.startswith(ACT_DROP)


def drop(request: HttpRequest, event: Event, press: str, at: datetime) -> None:
    """Take away the file whose button was pressed. One that is gone already stays gone."""
    key = press.removeprefix(ACT_DROP)
    if press == key or not key.isdecimal():
        return
    found = declared.waiting_evidence(event).filter(pk=int(key)).first()
    if found:
        services.drop_evidence(evidence=found, actor=request.actor, at=at)


def asks(event: Event, press: str, at: datetime) -> dict[str, Any]:
    """What the form has to know of the event."""
    return {
        "interactive": declared.is_interactive(event),
        "has_file": declared.has_discussion_file(event),
        "still_open": event.is_open_distance_learning(at),
        "is_complete": is_answered(press),
    }


def keep(request: HttpRequest, event: Event, form: DeclarationForm, at: datetime) -> None:
    """Keep the files that have arrived as they should, whatever else the form lacks."""
    form.full_clean()
    arrived = form.arrived()
    if pressed(request) == ACT_ADD and not arrived and not form.errors:
        form.add_error(next(iter(FILES)), _("Choose a file to add"))
    fields = {kind: name for name, kind in FILES.items()}
    for kind, file in arrived:
        try:
            services.keep_evidence(event=event, file=file, kind=kind, actor=request.actor, at=at)
        except Refused as refused:
            form.add_error(fields[kind], str(refused.refusal))


def page(event: Event, form: DeclarationForm) -> dict[str, Any]:
    """What the page of the form shows."""
    return {
        "event": event,
        "form": form,
        "declared_files": declared.evidence_of(event),
        "waiting": declared.waiting_evidence(event),
        "most": services.MOST_FILES,
        "interactive": form.interactive,
    }
