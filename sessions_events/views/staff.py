"""Pages of GOC staff: overdue CET, held declarations."""

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
from cet_portal.core.permissions import Refused
from sessions_events import queries, services
from sessions_events.enums import EventStatus
from sessions_events.forms.declaring import SettleForm
from sessions_events.views.refusals import said_before

OVERDUE_COLUMNS = (
    (gettext_lazy("Provider"), "provider.name"),
    (gettext_lazy("Event"), "ev_number"),
    (gettext_lazy("CET"), "application.c_number"),
    (gettext_lazy("Title"), "application.title"),
    (gettext_lazy("Delivered"), "ends_at"),
    (gettext_lazy("Status"), "get_status_display"),
    (gettext_lazy("Was due"), "due_on"),
)
HELD_COLUMNS = (
    (gettext_lazy("Event"), "ev_number"),
    (gettext_lazy("CET"), "application.c_number"),
    (gettext_lazy("Title"), "application.title"),
    (gettext_lazy("Provider"), "provider.name"),
    (gettext_lazy("Declared"), "declaration.made_at"),
    (gettext_lazy("What differed"), "declaration.what_differed"),
)


@require_safe
@access(Permission.PROVIDER_OVERSEE)
def overdue(request):
    """Providers with overdue CET, and how late each is in working days."""
    today = clock.today()
    events = queries.overdue_by_provider(request.actor, today)
    if exports.wanted(request):
        return exports.csv_response(_("overdue"), OVERDUE_COLUMNS, events)
    page = page_of(request, events, size=50)
    counts = queries.overdue_counts(request.actor, today)
    rows = [{"event": event, "of_provider": counts[event.provider_id]} for event in page]
    return render(
        request,
        "sessions_events/overdue.html",
        {"page": page, "rows": rows, "providers": len(counts)},
    )


@require_safe
@access(Permission.EVENT_SETTLE)
def held(request):
    """Declarations that say that the delivery differed."""
    events = queries.held(request.actor)
    if exports.wanted(request):
        return exports.csv_response(_("held"), HELD_COLUMNS, events)
    page = page_of(request, events)
    return render(request, "sessions_events/held.html", {"page": page})


@access(Permission.EVENT_SETTLE)
def settle(request, ev_number):
    """Read one held declaration; release or refuse it."""
    event = get_object_or_404(queries.events_visible_to(request.actor), ev_number=ev_number)
    form = bind_form(request, SettleForm)
    if event.status != EventStatus.HELD and request.method != "POST" and not form.was_kept:
        messages.info(
            request,
            _("%(number)s is not held: it is “%(status)s”.")
            % {"number": ev_number, "status": event.get_status_display()},
        )
        return redirect("sessions_events:held")
    if form.is_valid() and _settled(request, event, form):
        return redirect("sessions_events:held")
    return render(
        request,
        "sessions_events/settle.html",
        {"event": event, "form": form, "declaration": queries.declaration_of(event)},
    )


def _settled(request, event, form) -> bool:
    """Settle it. If somebody was quicker the reason typed stays on the page, with why."""
    decision, reason = form.cleaned_data["decision"], form.cleaned_data["reason"]
    act, words = {
        SettleForm.RELEASE: (services.release_declaration, _("%(number)s is released.")),
        SettleForm.REFUSE: (services.refuse_declaration, _("%(number)s is refused.")),
    }[decision]
    try:
        act(event=event, reason=reason, actor=request.actor, at=clock.now())
    except Refused as refused:
        return said_before(request, event, reason, form, refused)
    messages.success(request, words % {"number": event.ev_number})
    return True
