"""What the pages of all audiences share: acting with a check page, calm refusals, tables."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.accounts.roles import Role
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refusal, Refused
from providers import queries
from providers.models import Fee

HAPPENED = {
    "suspend": gettext_lazy("Listing suspended"),
    "lift": gettext_lazy("Suspension lifted"),
    "end": gettext_lazy("Listing ended"),
    "grant": gettext_lazy("Application to be listed granted"),
    "refuse": gettext_lazy("Application to be listed refused"),
    "withdraw": gettext_lazy("Application to be listed withdrawn"),
}

FEE_COLUMNS = (
    (gettext_lazy("Invoice"), "invoice_number"),
    (gettext_lazy("Provider"), "provider.name"),
    (gettext_lazy("For"), "get_kind_display"),
    (gettext_lazy("About"), "about"),
    (gettext_lazy("Amount in pounds"), "amount"),
    (gettext_lazy("Status"), "get_status_display"),
    (gettext_lazy("Charged"), "charged_at"),
    (gettext_lazy("Settled"), "settled_on"),
    (gettext_lazy("Reference of the payment"), "payment_reference"),
    (gettext_lazy("Refunded"), "refunded_on"),
    (gettext_lazy("Reason"), "reasons"),
)


def act_page(
    request,
    *,
    act: Callable[..., Any],
    done: str,
    back: str,
    refusal: Refusal | None = None,
    form_class: type[Form] = Form,
    form_options: dict[str, Any] | None = None,
    error_field: str | None = None,
    **page: Any,
) -> HttpResponse:
    """A page that says what an act will do, and carries it out: then `back`, saying `done`.

    `act(**cleaned_data)`; refused, the reason stands at `error_field` (default: above the form)
    and what was typed stays. `refusal`: why the act is not open; then the page leads `back`.
    `page`: what providers/act.html shows.
    """
    form = bind_form(request, form_class, **(form_options or {}))
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.cleaned_data)
        except Refused as refused:
            if not form.fields:
                # Nothing was typed, and mostly it was done a moment ago: said calmly.
                messages.info(request, str(refused.refusal))
                return redirect(page.get("cancel", back))
            form.add_error(error_field, str(refused.refusal))
        else:
            messages.success(request, done)
            return redirect(back)
    elif request.method != "POST" and refusal is not None and not form.was_kept:
        messages.info(request, str(refusal))
        return redirect(back)
    return render(request, "providers/act.html", {"form": form, "back": back, **page})


def attempt(request, act: Callable[[], Any], done: str) -> bool:
    """Carry out an act and say that it is `done`; a refusal is said calmly."""
    try:
        act()
    except Refused as refused:
        messages.info(request, str(refused.refusal))
        return False
    messages.success(request, done)
    return True


def fee_rows(fees: Iterable[Fee]) -> list[dict]:
    """Fees as rows of the table of invoices."""
    return [
        {"fee": fee, "url": reverse("providers:invoice", args=[fee.invoice_number])} for fee in fees
    ]


def story(provider_id: int, *, names: bool) -> list[dict]:
    """What happened to a provider's listing, the newest first. `names`: who it was, by name."""
    entries = [
        {
            "title": _("Application to be listed sent"),
            "at": application.applied_at,
            "by": application.applicant_name if names else "",
            "text": "",
        }
        for application in queries.applications_of(provider_id)
    ] + [
        {
            "title": HAPPENED[change.step],
            "at": change.at,
            "by": _who(change.actor_name, change.actor_role, names),
            "text": change.reason,
        }
        for change in reversed(queries.timeline_of(provider_id))
    ]
    return sorted(entries, key=lambda entry: entry["at"])[::-1]


def _who(name: str, role: str, names: bool) -> str:
    if role == "CLOCK":
        return name
    words = str(Role(role).label) if role in Role.values else ""
    if not names:
        return words
    return f"{name} ({words})" if words else name


def last_minute_of(day: date) -> str:
    """The end of a day as people read it."""
    return _("11:59pm on %(day)s") % {"day": date_format(day, "l j F Y")}


def details_rows(provider) -> list[dict]:
    """Where a provider is reached, as a summary."""
    return [
        {"key": _("E-mail for bookings"), "value": provider.email},
        {"key": _("Telephone"), "value": provider.phone},
        {"key": _("Web site"), "value": provider.website},
        {"key": _("Town or city"), "value": provider.town},
    ]
