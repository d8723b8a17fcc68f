"""GOC staff: all fees; recording payments, waiving, refunding."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import in_order, page_of
from providers import events, queries, services, workflow
from providers.enums import FeeKind
from providers.forms import FeeFilter, PaymentForm, ReasonForm
from providers.models import Fee
from providers.views import pages
from providers.views.fees import find_fee

SORTS = {
    "invoice": "pk",
    "provider": "provider__name",
    "amount": "amount",
    "status": "status",
    "charged": "charged_at",
    "settled": "settled_on",
}


@require_safe
@access(Permission.FEE_SETTLE)
def fee_list(request):
    """The ledger of fees."""
    filters = FeeFilter(request.GET)
    fees = queries.fees_matching(queries.fees_visible_to(request.actor), **filters.values())
    fees = in_order(request, fees, SORTS)
    if exports.wanted(request):
        return exports.csv_response(_("fees"), pages.FEE_COLUMNS, fees)
    page = page_of(request, fees, size=30)
    context = {
        "filters": filters,
        "is_filtered": any(filters.values().values()),
        "page": page,
        "rows": pages.fee_rows(page),
    }
    return render(request, "providers/fee_list.html", context)


def _rows(fee) -> list[dict]:
    subject = f"{fee.get_kind_display()}, {fee.about}" if fee.about else fee.get_kind_display()
    return [
        {"key": _("Provider"), "value": fee.provider.name},
        {"key": _("For"), "value": subject},
        {"key": _("Amount"), "value": f"£{fee.amount}"},
    ]


def _page(request, invoice_number: str, step: str, **page):
    """A page on which staff take one step of a fee."""
    fee, actor = find_fee(request, invoice_number), request.actor
    return {
        "back": reverse("providers:invoice", args=[invoice_number]),
        "refusal": workflow.fee.refusal(fee, step, actor=actor, at=clock.now()),
        "rows": _rows(fee),
        "form_class": ReasonForm,
        **page,
    }


def _follows(fee) -> str:
    if fee.kind == FeeKind.FAST_TRACK:
        words = _("The 3 working days of the fast track begin, if the application still waits.")
        return _of_the_case(fee) or words
    if queries.is_of_an_application(fee):
        return _("You can then grant the application to be listed.")
    return _("The listing of the provider is renewed for 12 months.")


def _of_the_case(fee) -> str:
    """What settling the fee does now to what it is about, as those say who look after it."""
    answers = events.fee_may_settle.send(sender=Fee, fee=fee, at=clock.now())
    return " ".join(line for _receiver, answer in answers for line in answer)


@require_http_methods(["GET", "POST"])
@access(Permission.FEE_SETTLE)
def pay(request, invoice_number):
    """Record that the money has come."""
    fee, number = find_fee(request, invoice_number), {"number": invoice_number}
    return pages.act_page(
        request,
        act=lambda **values: services.record_payment(
            fee=fee, **values, actor=request.actor, at=clock.now()
        ),
        done=f"{_('The payment of %(number)s is recorded.') % number} {_of_the_case(fee)}".strip(),
        **_page(
            request,
            invoice_number,
            "pay",
            heading=_("Record the payment of %(number)s") % number,
            button=_("Record the payment"),
            form_class=PaymentForm,
            form_options={"fee": fee, "today": clock.today()},
            consequences=[_("The provider is told."), _follows(fee)],
        ),
    )


@require_http_methods(["GET", "POST"])
@access(Permission.FEE_SETTLE)
def waive(request, invoice_number):
    """Let a fee go unpaid, with a reason."""
    fee, number = find_fee(request, invoice_number), {"number": invoice_number}
    return pages.act_page(
        request,
        act=lambda reason: services.waive(
            fee=fee, reason=reason, actor=request.actor, at=clock.now()
        ),
        done=f"{_('%(number)s is waived.') % number} {_of_the_case(fee)}".strip(),
        **_page(
            request,
            invoice_number,
            "waive",
            heading=_("Waive %(number)s?") % number,
            button=_("Waive %(number)s") % number,
            warning=True,
            consequences=[
                _("The provider need not pay, and is told so with your reason."),
                _("This cannot be taken back."),
                _follows(fee),
            ],
        ),
    )


@require_http_methods(["GET", "POST"])
@access(Permission.FEE_SETTLE)
def refund(request, invoice_number):
    """Give back what was paid, with a reason."""
    fee, number = find_fee(request, invoice_number), {"number": invoice_number}
    return pages.act_page(
        request,
        act=lambda reason: services.refund(
            fee=fee, reason=reason, actor=request.actor, at=clock.now()
        ),
        done=_("%(number)s is refunded.") % number,
        **_page(
            request,
            invoice_number,
            "refund",
            heading=_("Refund %(number)s?") % number,
            button=_("Refund £%(amount)s") % {"amount": fee.amount},
            warning=True,
            consequences=[
                _("The provider is told, with your reason. Send the money by bank transfer."),
                _("What the fee was paid for stays as it is: a listing is not taken away by this."),
                _("This cannot be taken back."),
            ],
        ),
    )
