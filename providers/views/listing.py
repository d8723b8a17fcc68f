"""A provider's own listing, fees and details."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from cet_portal.scheme import limits
from providers import permissions, queries, services, workflow
from providers.forms import DetailsForm, PlansForm
from providers.views import pages


def _leads_elsewhere(request) -> HttpResponse | None:
    # Staff have the same permission to read, and a page for each provider.
    return None if request.actor.tenant_id else redirect("providers:staff_list")


@require_safe
@access(Permission.LISTING_READ)
def listing(request):
    """How the provider stands, what it can and cannot do, what is next, and its invoices."""
    if elsewhere := _leads_elsewhere(request):
        return elsewhere
    actor, at = request.actor, clock.now()
    fees = queries.fees_visible_to(actor)
    if exports.wanted(request):
        return exports.csv_response(_("fees"), pages.FEE_COLUMNS, fees)
    provider = queries.provider(actor.tenant_id)
    state = queries.listing_state(provider.pk, clock.london_date(at))
    application = state.application if state.has_applied else None
    refusal_to_renew = permissions.may_renew(actor, provider.pk, at=at)
    manages = actor.may(Permission.LISTING_MANAGE)
    page = page_of(request, fees)
    context = {
        "provider": provider,
        "state": state,
        "why_not": permissions.why_not_listed(state),
        "refused": _refused(state),
        "application": application,
        "may_renew": refusal_to_renew is None,
        "refusal_to_renew": refusal_to_renew if manages and state.entry else None,
        "may_apply": permissions.may_apply(actor, provider.pk, at=at) is None,
        "may_withdraw": application is not None and manages,
        "renewal_fee": queries.renewal_fee(provider.pk),
        "reads_fees": actor.may(Permission.FEE_READ),
        "manages": manages,
        "page": page,
        "rows": pages.fee_rows(page),
        "entries": queries.listings_of(actor, provider.pk),
        "details": pages.details_rows(provider),
        "story": pages.story(provider.pk, names=False),
        "renewal_days": limits.RENEWAL_DAYS,
    }
    return render(request, "providers/listing.html", context)


def _refused(state):
    """The last application, if it was refused and nothing came after it."""
    application = state.application
    return application if application and application.reasons and not state.entry else None


@require_http_methods(["GET", "POST"])
@access(Permission.LISTING_MANAGE)
def renew(request):
    """What renewing costs and does, and the button for it."""
    actor, at = request.actor, clock.now()
    last = queries.last_listing(actor.tenant_id)
    words = {"amount": limits.LISTING_FEE}
    return pages.act_page(
        request,
        act=lambda: services.renew(provider_id=actor.tenant_id, actor=actor, at=clock.now()),
        done=_("The renewal is under way: pay the invoice, and the next 12 months follow."),
        back=reverse("providers:listing"),
        refusal=permissions.may_renew(actor, actor.tenant_id, at=at),
        heading=_("Renew the listing for 12 months?"),
        button=_("Renew for 12 months"),
        rows=[{"key": _("Listed until"), "value": pages.last_minute_of(last.end)}] if last else [],
        consequences=[
            _("Your provider gets an invoice for £%(amount)s, to be paid by bank transfer.")
            % words,
            _(
                "When the payment is recorded, the next 12 months begin the day after the present "
                "listing ends, or on the day of the payment if it has ended."
            ),
        ],
    )


@require_http_methods(["GET", "POST"])
@access(Permission.LISTING_MANAGE)
def apply_again(request):
    """A provider that was refused or withdrew applies once more."""
    actor, at = request.actor, clock.now()
    return pages.act_page(
        request,
        act=lambda plans: services.apply_for_listing(
            provider_id=actor.tenant_id,
            email=request.user.email,
            plans=plans,
            actor=actor,
            at=clock.now(),
        ),
        done=_("Your provider has applied to be listed. Pay the invoice, then GOC staff decide."),
        back=reverse("providers:listing"),
        refusal=permissions.may_apply(actor, actor.tenant_id, at=at),
        form_class=PlansForm,
        heading=_("Apply to be listed"),
        button=_("Apply to be listed"),
        consequences=[
            _("Your provider gets an invoice for £%(amount)s.") % {"amount": limits.LISTING_FEE},
            _("When it is paid, GOC staff grant or refuse the listing and tell you why."),
        ],
    )


@require_http_methods(["GET", "POST"])
@access(Permission.LISTING_MANAGE)
def withdraw_application(request):
    """The provider takes its application to be listed back."""
    actor, at = request.actor, clock.now()
    application = get_object_or_404(queries.applications_open(actor))
    return pages.act_page(
        request,
        act=lambda: services.withdraw_application(
            application=application, actor=actor, at=clock.now()
        ),
        done=_("The application to be listed is withdrawn."),
        back=reverse("providers:listing"),
        refusal=workflow.listing_application.refusal(application, "withdraw", actor=actor, at=at),
        heading=_("Withdraw the application to be listed?"),
        button=_("Withdraw the application"),
        warning=True,
        consequences=[
            _("Nobody decides about it, and your provider stays off the list."),
            _("An invoice that is not paid falls away. What was paid is for GOC staff to refund."),
            _("You can apply again at any time."),
        ],
    )


@require_http_methods(["GET", "POST"])
@access(Permission.LISTING_MANAGE)
def details(request):
    """Where the provider is reached, as the directory shows it."""
    actor = request.actor
    provider = queries.provider(actor.tenant_id)
    initial = {name: getattr(provider, name) for name in DetailsForm.base_fields}
    return pages.act_page(
        request,
        act=lambda **values: services.update_details(
            provider_id=provider.pk, **values, actor=actor, at=clock.now()
        ),
        done=_("Your details are saved."),
        back=reverse("providers:listing"),
        form_class=DetailsForm,
        form_options={"initial": initial},
        heading=_("Our details"),
        caption=provider.name,
        lead=_("Everybody reads these in the directory. To change the name, write to GOC staff."),
        button=_("Save"),
    )
