"""Pages of GOC staff: providers with overdue CET, and what one of them owes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports, holidays
from cet_portal.core.access import access
from cet_portal.core.actor import Actor
from cet_portal.core.lists import in_order, page_of
from cet_portal.core.workdays import Holidays
from providers import queries as provider_queries
from sessions_events.forms.reading import OverdueFilter
from sessions_events.models import Duty
from sessions_events.queries import lateness
from sessions_events.views.ladder import Late, said

SORTS = {"provider": "provider_name", "events": "events", "oldest": "oldest", "step": "told"}


def _providers(actor: Actor, rows: Iterable[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """The rows of the list with their age, the step in words, and whom to call."""
    found, known = list(rows), holidays.current()
    keys = [row["provider_id"] for row in found]
    late = lateness.done_late_lately(actor, keys, today)
    contacts = lateness.contacts_of(actor, keys)
    return [
        {
            **row,
            "age": Late.since(row["oldest"], today, known),
            "step": said(row["told"]),
            "held": row["holding"] > 0,
            "contacts": contacts.get(row["provider_id"], []),
            "done_late": late.get(row["provider_id"], 0),
        }
        for row in found
    ]


PROVIDER_COLUMNS = (
    (gettext_lazy("Provider"), lambda row: row["provider_name"]),
    (gettext_lazy("Overdue events"), lambda row: row["events"]),
    (gettext_lazy("Oldest was due"), lambda row: row["oldest"]),
    (gettext_lazy("Working days late"), lambda row: row["age"].working_days),
    (gettext_lazy("Days late"), lambda row: row["age"].days),
    (gettext_lazy("Last step"), lambda row: row["step"]),
    (gettext_lazy("New submissions held"), lambda row: row["held"]),
    (gettext_lazy("Done late in 12 months"), lambda row: row["done_late"]),
    (
        gettext_lazy("Contact"),
        lambda row: "; ".join(f"{each.name} <{each.email}>" for each in row["contacts"]),
    ),
)


@require_safe
@access(Permission.PROVIDER_OVERSEE)
def overdue(request):
    """Providers with overdue CET, filtered in the address."""
    form, today = OverdueFilter(request.GET or None), clock.today()
    chosen = form.values() if form.is_bound else {}
    rows = lateness.providers_overdue(request.actor, today, **chosen)
    rows = in_order(request, rows, SORTS, then="provider_id")
    if exports.wanted(request):
        found = _providers(request.actor, rows, today)
        return exports.csv_response(_("overdue"), PROVIDER_COLUMNS, found)
    page = page_of(request, rows)
    return render(
        request,
        "sessions_events/overdue.html",
        {"form": form, "page": page, "rows": _providers(request.actor, page, today)},
    )


DUTY_COLUMNS = (
    (gettext_lazy("Provider"), "event.provider.name"),
    (gettext_lazy("Event"), "event.ev_number"),
    (gettext_lazy("CET"), "event.application.c_number"),
    (gettext_lazy("Title"), "event.application.title"),
    (gettext_lazy("Ends"), "event.ends_at"),
    (gettext_lazy("Status"), "event.get_status_display"),
    (gettext_lazy("To do"), "what"),
    (gettext_lazy("Was due"), "was_due_on"),
    (gettext_lazy("Declared late on"), "late_on"),
    (gettext_lazy("Done on"), "closed_on"),
    (gettext_lazy("Done late"), "was_late"),
    (gettext_lazy("Holds new submissions from"), "hold_on"),
    (gettext_lazy("Last step"), lambda duty: said(duty.told)),
    (gettext_lazy("Next reminder"), "tell_on"),
)


@require_safe
@access(Permission.PROVIDER_OVERSEE)
def overdue_of(request, provider_id: int):
    """What one provider owes late, what it did late, and its holds."""
    actor, today = request.actor, clock.today()
    provider = get_object_or_404(provider_queries.providers_with_standing(today), pk=provider_id)
    owed = lateness.overdue_duties(actor, today).filter(event__provider=provider)
    done = lateness.done_late(actor).filter(event__provider=provider)
    if exports.wanted(request):
        name = _("overdue-%(provider)d") % {"provider": provider.pk}
        return exports.csv_response(name, DUTY_COLUMNS, [*owed, *done])
    known, owed = holidays.current(), list(owed)
    page = page_of(request, done)
    return render(
        request,
        "sessions_events/overdue_of.html",
        {
            "provider": provider,
            "owed": [_owed(duty, today, known) for duty in owed],
            "page": page,
            "done": [_done(duty, known) for duty in page],
            "lately": lateness.done_late_lately(actor, [provider.pk], today).get(provider.pk, 0),
            "held": any(duty.hold_on and duty.hold_on <= today for duty in owed),
            "holds": lateness.holds_of(actor, provider.pk)[:10],
            "contacts": lateness.contacts_of(actor, [provider.pk]).get(provider.pk, []),
        },
    )


def _owed(duty: Duty, today: date, known: Holidays) -> dict[str, Any]:
    return {
        "duty": duty,
        "age": Late.since(duty.due_on, today, known),
        "step": said(duty.told),
        "holds": duty.hold_on is not None and duty.hold_on <= today,
    }


def _done(duty: Duty, known: Holidays) -> dict[str, Any]:
    return {"duty": duty, "age": Late.of(duty, known)}
