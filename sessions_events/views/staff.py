"""Pages of GOC staff: overdue CET."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from sessions_events import queries

OVERDUE_COLUMNS = (
    (gettext_lazy("Provider"), "provider.name"),
    (gettext_lazy("Event"), "ev_number"),
    (gettext_lazy("CET"), "application.c_number"),
    (gettext_lazy("Title"), "application.title"),
    (gettext_lazy("Delivered"), "ends_at"),
    (gettext_lazy("Status"), "get_status_display"),
    (gettext_lazy("Was due"), "due_on"),
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
