"""Completion certificates of an event."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from sessions_events import permissions, queries, services
from sessions_events.forms.certificates.giving import CertificateForm
from sessions_events.forms.certificates.lists import CertificateFilter, WithdrawCertificateForm
from sessions_events.models import CompletionCertificate
from sessions_events.views.provider.events import find_event

MOST_WAITING = 100


@access(Permission.EVENT_READ)
def certificates(request, ev_number):
    """Those issued, those still to issue, a form for one person, and all at once."""
    event, at = find_event(request, ev_number), clock.now()
    refusal = permissions.may_certify(request.actor, event, at=at)
    form = bind_form(request, CertificateForm, distance=event.is_distance_learning)
    if form.is_valid():
        try:
            issued = services.issue_certificate(
                event=event, **form.cleaned_data, actor=request.actor, at=at
            )
        except services.DayMissing as refused:
            form.add_error("completed_on", str(refused.refusal))
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("sessions_events:certificate", ev_number, issued.code)
    filters = CertificateFilter(request.GET or None)
    text = filters.values()["text"] if filters.is_bound else ""
    rows = queries.about(queries.certificates_visible_to(request.actor, event), text)
    waiting = queries.rows_without_certificate(event)
    may_withdraw = permissions.may_withdraw_certificate(request.actor, event, at=at) is None
    return render(
        request,
        "sessions_events/certificates.html",
        {
            "event": event,
            "form": form,
            "filters": filters,
            "refusal": refusal,
            "page": page_of(request, rows, size=50),
            "may_withdraw": may_withdraw,
            "waiting": [] if refusal else waiting[:MOST_WAITING],
            "waiting_count": 0 if refusal else waiting.count(),
            "holders": queries.reachable_holders(event),
            "batches": queries.batches_of(event)[:5],
            "design": queries.design_of(event.provider_id),
        },
    )


@require_safe
@access(Permission.CERTIFICATE_ISSUE)
def certificate(request, ev_number, code):
    """One certificate as PDF."""
    event = find_event(request, ev_number)
    found = get_object_or_404(
        queries.certificates_visible_to(request.actor, event).select_related(
            "event__application__modality", "event__provider"
        ),
        code=code,
    )
    if found.withdrawn_at:
        messages.error(request, _("This certificate was withdrawn, so there is no PDF of it."))
        return redirect("sessions_events:certificates", ev_number)
    return pdf_answer(found)


@access(Permission.CERTIFICATE_ISSUE, Permission.EVENT_AUDIT)
def certificate_withdraw(request, ev_number, code):
    """The check page before a certificate is withdrawn."""
    event, at = find_event(request, ev_number), clock.now()
    found = get_object_or_404(
        queries.certificates_visible_to(request.actor, event).select_related("event"), code=code
    )
    form = bind_form(request, WithdrawCertificateForm)
    if found.withdrawn_at and not form.was_kept:
        messages.info(request, _("This certificate is withdrawn already."))
        return redirect("sessions_events:certificates", ev_number)
    if form.is_valid():
        services.withdraw_certificate(
            certificate=found, reason=form.cleaned_data["reason"], actor=request.actor, at=at
        )
        messages.success(
            request, _("The certificate of %(number)s is withdrawn.") % {"number": found.number}
        )
        return redirect("sessions_events:certificates", ev_number)
    context = {"event": event, "certificate": found, "form": form}
    return render(request, "sessions_events/certificate_withdraw.html", context)


def pdf_answer(certificate: CompletionCertificate) -> HttpResponse:
    """The certificate as it is now, to be shown by the browser."""
    name = f"{certificate.event.ev_number}-{certificate.number}.pdf"
    return HttpResponse(
        services.print_certificate(certificate, site=settings.SITE_ADDRESS),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
