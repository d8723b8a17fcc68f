"""Completion certificates of an event."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from approvals import queries as approval_queries
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, pdf
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience
from sessions_events import permissions, queries, services
from sessions_events.forms.uploading import CertificateForm
from sessions_events.views.provider.events import find_event


@access(Permission.EVENT_READ)
def certificates(request, ev_number):
    """Those issued, those still to issue, and a form for one person."""
    event, at = find_event(request, ev_number), clock.now()
    refusal = permissions.may_certify(request.actor, event, at=at)
    form = bind_form(request, CertificateForm)
    if form.is_valid():
        try:
            issued = services.issue_certificate(
                event=event, **form.cleaned_data, actor=request.actor, at=at
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("sessions_events:certificate", ev_number, issued.code)
    return render(
        request,
        "sessions_events/certificates.html",
        {
            "event": event,
            "form": form,
            "refusal": refusal,
            "page": page_of(request, queries.certificates_of(event), size=50),
            "waiting": [] if refusal else queries.rows_without_certificate(event)[:100],
        },
    )


@require_safe
@access(Permission.CERTIFICATE_ISSUE)
def certificate(request, ev_number, code):
    """One certificate as PDF."""
    event = find_event(request, ev_number)
    found = get_object_or_404(queries.certificates_of(event), code=code)
    approval = approval_queries.approvals_of(event.application)[found.audience]
    context = {
        "certificate": found,
        "event": event,
        "approval": approval,
        "audience": Audience(found.audience).label,
        "units": scheme_queries.units().filter(code__in=approval.units),
        "objectives": event.application.objectives.order_by("order"),
    }
    return HttpResponse(
        pdf.render("pdf/certificate.html", context),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{event.ev_number}-{found.number}.pdf"'},
    )
