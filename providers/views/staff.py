"""GOC staff: providers, how they stand on the list, and who has applied."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import in_order, page_of
from providers import queries, services, workflow
from providers.enums import FeeStatus, Standing
from providers.forms import ProviderFilter, ReasonForm
from providers.views import pages

SORTS = {"name": "name", "town": "town", "standing": "standing", "until": "listed_until"}
COLUMNS = (
    (gettext_lazy("Provider"), "name"),
    (gettext_lazy("Town or city"), "town"),
    (gettext_lazy("Listing"), lambda provider: Standing(provider.standing).label),
    (gettext_lazy("Listed until"), "listed_until"),
    (gettext_lazy("E-mail for bookings"), "email"),
    (gettext_lazy("Telephone"), "phone"),
    (gettext_lazy("Web site"), "website"),
)


@require_safe
@access(Permission.PROVIDER_OVERSEE)
def staff_list(request):
    """Every provider, with how it stands; first the applications that wait."""
    filters = ProviderFilter(request.GET)
    rows = queries.providers_matching(
        queries.providers_with_standing(clock.today()), **filters.values()
    )
    rows = in_order(request, rows, SORTS)
    if exports.wanted(request):
        return exports.csv_response(_("providers"), COLUMNS, rows)
    page = page_of(request, rows, size=30)
    context = {
        "filters": filters,
        "is_filtered": any(filters.values().values()),
        "page": page,
        "rows": [
            {"provider": provider, "label": Standing(provider.standing).label} for provider in page
        ],
        "applications": queries.applications_open(request.actor),
    }
    return render(request, "providers/staff_list.html", context)


@require_safe
@access(Permission.PROVIDER_OVERSEE)
def staff_provider(request, provider_id):
    """One provider: standing, application, fees, people, history."""
    actor, today = request.actor, clock.today()
    provider = get_object_or_404(queries.providers_with_standing(today), pk=provider_id)
    state = queries.listing_state(provider.pk, today)
    fees = queries.fees_visible_to(actor).filter(provider=provider)
    page = page_of(request, fees)
    context = {
        "provider": provider,
        "state": state,
        "details": pages.details_rows(provider),
        "application": state.application,
        "fee_is_settled": state.application
        and state.application.fee.status in (FeeStatus.PAID, FeeStatus.WAIVED),
        "page": page,
        "rows": pages.fee_rows(page),
        "people": queries.people_of(actor, provider.pk),
        "entries": queries.listings_of(actor, provider.pk),
        "story": pages.story(provider.pk, names=True),
    }
    return render(request, "providers/staff_provider.html", context)


def _provider_page(provider_id: int) -> str:
    return reverse("providers:staff_provider", args=[provider_id])


@require_http_methods(["GET", "POST"])
@access(Permission.LISTING_SETTLE)
def suspend(request, provider_id):
    """Suspend a listing, with a reason."""
    provider = get_object_or_404(queries.providers_with_standing(clock.today()), pk=provider_id)
    return pages.act_page(
        request,
        act=lambda reason: services.suspend(
            provider_id=provider_id, reason=reason, actor=request.actor, at=clock.now()
        ),
        done=_("The listing of %(name)s is suspended.") % {"name": provider},
        back=_provider_page(provider_id),
        form_class=ReasonForm,
        heading=_("Suspend the listing of %(name)s?") % {"name": provider},
        button=_("Suspend the listing"),
        warning=True,
        consequences=[
            _("The provider can no longer submit applications or plan sessions and events."),
            _("It must still declare and upload what it delivers."),
            _("It is told at once, with your reason. The suspension lasts until staff lift it."),
        ],
    )


@require_http_methods(["GET", "POST"])
@access(Permission.LISTING_SETTLE)
def lift(request, provider_id):
    """Lift a suspension, with a reason."""
    provider = get_object_or_404(queries.providers_with_standing(clock.today()), pk=provider_id)
    return pages.act_page(
        request,
        act=lambda reason: services.lift(
            provider_id=provider_id, reason=reason, actor=request.actor, at=clock.now()
        ),
        done=_("The listing of %(name)s is in force again.") % {"name": provider},
        back=_provider_page(provider_id),
        form_class=ReasonForm,
        heading=_("Lift the suspension of %(name)s?") % {"name": provider},
        button=_("Lift the suspension"),
        consequences=[
            _("The provider can submit and schedule again, until its listing ends."),
            _("It is told at once, with your reason."),
        ],
    )


def _application(request, application_id: int):
    return get_object_or_404(queries.applications_visible_to(request.actor), pk=application_id)


def _said_of(application) -> list[dict]:
    return [
        {"key": _("Applicant"), "value": application.applicant_name},
        {"key": _("E-mail address"), "value": application.applicant_email},
        {"key": _("What CET it plans"), "value": application.plans},
        {
            "key": _("Invoice"),
            "value": f"{application.fee.invoice_number}: {application.fee.get_status_display()}",
        },
    ]


@require_http_methods(["GET", "POST"])
@access(Permission.LISTING_SETTLE)
def grant(request, application_id):
    """Put a provider on the list; only when its fee is settled."""
    application, actor = _application(request, application_id), request.actor
    return pages.act_page(
        request,
        act=lambda: services.grant_application(
            application=application, actor=actor, at=clock.now()
        ),
        done=_("%(name)s is on the list.") % {"name": application.provider},
        back=_provider_page(application.provider_id),
        refusal=workflow.listing_application.refusal(
            application, "grant", actor=actor, at=clock.now()
        ),
        heading=_("Grant the listing of %(name)s?") % {"name": application.provider},
        button=_("Grant the listing"),
        rows=_said_of(application),
        consequences=[
            _("The provider is on the list for 12 months, beginning today."),
            _("It can submit applications and plan sessions at once, and is told so."),
        ],
    )


@require_http_methods(["GET", "POST"])
@access(Permission.LISTING_SETTLE)
def refuse(request, application_id):
    """Refuse an application to be listed, with a reason."""
    application, actor = _application(request, application_id), request.actor
    return pages.act_page(
        request,
        act=lambda reason: services.refuse_application(
            application=application, reason=reason, actor=actor, at=clock.now()
        ),
        done=_("The application of %(name)s is refused.") % {"name": application.provider},
        back=_provider_page(application.provider_id),
        refusal=workflow.listing_application.refusal(
            application, "refuse", actor=actor, at=clock.now()
        ),
        form_class=ReasonForm,
        heading=_("Refuse the listing of %(name)s?") % {"name": application.provider},
        button=_("Refuse the listing"),
        warning=True,
        rows=_said_of(application),
        consequences=[
            _("The provider is told at once, with your reason. It can apply again."),
            _("An invoice that is not paid falls away. What was paid is yours to refund."),
        ],
    )
