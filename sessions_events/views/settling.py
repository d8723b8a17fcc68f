"""Pages of GOC staff: declarations that say that the delivery differed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused, require
from sessions_events import permissions, queries, services
from sessions_events.enums import EventStatus
from sessions_events.forms.declaring import NoteForm, SettleForm
from sessions_events.queries import declaring as declared
from sessions_events.views.declared import certificates_fall, versions
from sessions_events.views.refusals import said_before

COLUMNS = (
    (gettext_lazy("Event"), "event.ev_number"),
    (gettext_lazy("CET"), "event.application.c_number"),
    (gettext_lazy("Title"), "event.application.title"),
    (gettext_lazy("Provider"), "event.provider.name"),
    (gettext_lazy("Declared"), "made_at"),
    (
        gettext_lazy("Declared late, was due"),
        lambda row: declared.due_before(row.event, row.held_at),
    ),
    (gettext_lazy("Version"), "number"),
    (gettext_lazy("People have points"), "after_points"),
    (gettext_lazy("What differed"), "what_differed"),
)


@require_safe
@access(Permission.EVENT_AUDIT)
def held(request):
    """Declarations that say that the delivery differed: held, or told after there were points.

    All GOC staff read them; the CET manager settles them.
    """
    waiting = declared.to_settle(request.actor)
    if exports.wanted(request):
        return exports.csv_response(_("held"), COLUMNS, waiting)
    page = page_of(request, waiting)
    for declaration in page:
        declaration.was_due = declared.due_before(declaration.event, declaration.held_at)
    context = {"page": page, "who_can": _who_can(request)}
    return render(request, "sessions_events/held.html", context)


@access(Permission.EVENT_AUDIT)
def settle(request, ev_number):
    """Read one declaration beside its approval. The CET manager releases or refuses it here, or
    answers it where points were there before."""
    event = get_object_or_404(queries.events_visible_to(request.actor), ev_number=ev_number)
    if request.method == "POST":
        require(permissions.may_settle(request.actor, event, at=clock.now()))
    declaration = queries.declaration_of(event)
    waits = declaration is not None and declaration.after_points and not declaration.noted_at
    note = event.status != EventStatus.HELD and (waits or "note" in request.POST)
    number = {"number": declaration.number} if declaration else {}
    form = bind_form(request, NoteForm if note else SettleForm, initial=number)
    here = event.status == EventStatus.HELD or waits
    if not here and request.method != "POST" and not form.was_kept:
        messages.info(
            request,
            _("%(number)s is not held: it is “%(status)s”.")
            % {"number": ev_number, "status": event.get_status_display()},
        )
        return redirect("sessions_events:held")
    held_since = queries.held_since(event) if event.status == EventStatus.HELD else None
    if form.is_valid() and (_noted if note else _settled)(request, event, form):
        return redirect("sessions_events:held")
    return render(
        request,
        "sessions_events/settle.html",
        {
            "event": event,
            "form": form,
            "note": note,
            "refused": certificates_fall(event),
            "who_can": _who_can(request),
            "was_due": declared.due_before(event, held_since),
            "held_since": held_since,
            "declaration": queries.declaration_of(event),
            "versions": versions(event),
            "files": declared.evidence_of(event),
            "approvals": event.application.approvals.order_by("audience"),
            "objectives": event.application.objectives.order_by("order"),
        },
    )


def _who_can(request) -> str:
    """Who settles, for those who only read; empty for the CET manager."""
    if request.actor.may(Permission.EVENT_SETTLE):
        return ""
    return _("You can read this. Only the CET manager can settle it: release, refuse or answer.")


def _settled(request, event, form) -> bool:
    """Settle it. If somebody was quicker the reason typed stays on the page, with why."""
    decision, reason = form.cleaned_data["decision"], form.cleaned_data["reason"]
    act, words = {
        SettleForm.RELEASE: (services.release_declaration, _("%(number)s is released.")),
        SettleForm.REFUSE: (services.refuse_declaration, _("%(number)s is refused.")),
    }[decision]
    number = form.cleaned_data["number"]
    try:
        act(event=event, reason=reason, number=number, actor=request.actor, at=clock.now())
    except Refused as refused:
        return _not_done(request, event, reason, form, refused)
    messages.success(request, words % {"number": event.ev_number})
    return True


def _noted(request, event, form) -> bool:
    """Answer it. What was typed stays if it was corrected or answered meanwhile."""
    number, note = form.cleaned_data["number"], form.cleaned_data["note"]
    try:
        services.note_difference(
            event=event, note=note, number=number, actor=request.actor, at=clock.now()
        )
    except Refused as refused:
        return _not_done(request, event, note, form, refused)
    words = _("%(number)s: your answer is sent to the provider.")
    messages.success(request, words % {"number": event.ev_number})
    return True


def _not_done(request, event, said, form, refused) -> bool:
    if said_before(request, event, said, form, refused):
        return True
    # The page shows the version that is there now, so that is the one decided upon next.
    current = queries.declaration_of(event)
    if current:
        form.data = form.data.copy()
        form.data["number"] = current.number
    return False
