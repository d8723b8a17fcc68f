"""What the provider's certificates look like."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, uploads
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from sessions_events import queries, services
from sessions_events.forms.certificates.design import DesignForm


@access(Permission.EVENT_PLAN)
def certificate_design(request):
    """Logo and signatory."""
    provider_id = request.actor.tenant_id
    design = queries.design_of(provider_id)
    # The form writes into its instance: the page goes on showing what is saved.
    form = bind_form(request, DesignForm, instance=queries.design_of(provider_id))
    if form.is_valid():
        services.save_design(
            provider_id=provider_id, **form.cleaned_data, actor=request.actor, at=clock.now()
        )
        messages.success(request, _("Saved. Certificates look like this from now on."))
        return redirect("sessions_events:certificate_design")
    context = {"form": form, "design": design}
    return render(request, "sessions_events/certificate_design.html", context)


@require_safe
@access(Permission.EVENT_PLAN)
def certificate_preview(request):
    """A specimen as PDF."""
    document = services.print_specimen(
        provider_id=request.actor.tenant_id,
        site=settings.SITE_ADDRESS,
        actor=request.actor,
        at=clock.now(),
    )
    return HttpResponse(
        document,
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="specimen.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


@require_safe
@access(Permission.EVENT_PLAN)
def certificate_logo(request):
    """The logo that is kept, as a download."""
    design = queries.design_of(request.actor.tenant_id)
    if design is None or design.logo is None:
        return redirect("sessions_events:certificate_design")
    return uploads.download(design.logo)
