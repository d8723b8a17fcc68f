"""One invoice: its page and its PDF, for the provider and for GOC staff."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, pdf
from cet_portal.core.access import access
from providers import queries, workflow
from providers.models import Fee


def find_fee(request, invoice_number: str) -> Fee:
    """The fee if the person may see it; otherwise 404."""
    return get_object_or_404(queries.fees_visible_to(request.actor), invoice_number=invoice_number)


@require_safe
@access(Permission.FEE_READ)
def invoice(request, invoice_number):
    """What is to pay and how, or when it was paid; for staff the steps that are open."""
    fee = find_fee(request, invoice_number)
    steps = workflow.fee.open_to(fee, actor=request.actor, at=clock.now())
    return render(request, "providers/invoice.html", {"fee": fee, "steps": steps})


@require_safe
@access(Permission.FEE_READ)
def invoice_pdf(request, invoice_number):
    """The invoice to print and to file."""
    fee = find_fee(request, invoice_number)
    return HttpResponse(
        pdf.render("pdf/invoice.html", {"fee": fee, "provider": fee.provider}),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{fee.invoice_number}.pdf"'},
    )
