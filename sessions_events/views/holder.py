"""Pages of the registrant: one's own certificates."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from sessions_events import queries, services
from sessions_events.forms.certificates.lists import CertificateFilter, ShownForm
from sessions_events.views.provider.certificates import pdf_answer


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def own_certificates(request):
    """All that were issued to the person, also those withdrawn."""
    form = CertificateFilter(request.GET or None)
    form.fields["text"].label = _("Title, event or code")
    text = form.values()["text"] if form.is_bound else ""
    rows = queries.own_certificates(request.actor)
    context = {"form": form, "page": page_of(request, queries.about(rows, text), size=25)}
    return render(request, "sessions_events/own_certificates.html", context)


@access(Permission.STATEMENT_READ_OWN)
def own_certificate(request, code):
    """One certificate: what it says, the PDF, and what strangers see."""
    certificate = _own(request, code)
    initial = {"shows_name": "yes" if certificate.shows_name else "no"}
    form = bind_form(request, ShownForm, initial=initial)
    if form.is_valid():
        services.choose_what_is_shown(
            certificate=certificate, **form.cleaned_data, actor=request.actor, at=clock.now()
        )
        messages.success(request, _("Saved. The public page shows it this way from now on."))
        return redirect("sessions_events:own_certificate", code)
    context = {
        "certificate": certificate,
        "said": queries.what_it_says(certificate),
        "form": form,
        "address": settings.SITE_ADDRESS + reverse("sessions_events:check_code", args=[code]),
    }
    return render(request, "sessions_events/own_certificate.html", context)


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def own_certificate_pdf(request, code):
    """One's own certificate as PDF."""
    certificate = _own(request, code)
    if certificate.withdrawn_at:
        messages.error(request, _("This certificate was withdrawn, so there is no PDF of it."))
        return redirect("sessions_events:own_certificate", code)
    return pdf_answer(certificate)


def _own(request, code: str):
    return get_object_or_404(queries.own_certificates(request.actor), code=code)
