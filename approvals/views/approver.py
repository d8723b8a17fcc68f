"""The review of one application, and what can be done with it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals import services, workflow
from approvals.enums import ApplicationStatus
from approvals.forms import ApproveForm, AskForm, RejectForm
from approvals.views import case, pages
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused


@require_safe
@access(Permission.APPLICATION_DECIDE)
def review(request, c_number: str):
    """The application on one side, what can be done on the other."""
    found = pages.find(request.actor, c_number)
    context = case.case_context(found, request.actor)
    return render(request, "approvals/review.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_DECIDE)
def ask(request, c_number: str):
    """Ask the provider for information."""
    found = pages.find(request.actor, c_number)
    form, errors, response = pages.say(
        request,
        found,
        "ask",
        form_class=AskForm,
        act=lambda text: services.ask_information(
            application=found, question=text, actor=request.actor, at=clock.now()
        ),
        said=lambda text: found.requests.filter(question=text).exists(),
        done=_("Your question has been sent to the provider."),
        back=reverse("approvals:review", args=[c_number]),
    )
    context = {"application": found, "form": form, "errors": errors}
    return response or render(request, "approvals/ask.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_DECIDE)
def reject(request, c_number: str):
    """Reject with reasons."""
    found = pages.find(request.actor, c_number)
    form, errors, response = pages.say(
        request,
        found,
        "reject",
        form_class=RejectForm,
        act=lambda text: services.reject(
            application=found, reasons=text, actor=request.actor, at=clock.now()
        ),
        said=lambda text: pages.find(request.actor, c_number).reasons == text,
        done=_("%(number)s is rejected. The provider has been told.") % {"number": c_number},
        back=reverse("approvals:review", args=[c_number]),
    )
    context = {"application": found, "form": form, "errors": errors}
    return response or render(request, "approvals/reject.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_DECIDE)
def approve(request, c_number: str):
    """Fix audiences, units and points, and approve."""
    found = pages.find(request.actor, c_number)
    refusal = workflow.application.refusal(found, "approve", actor=request.actor, at=clock.now())
    if refusal:
        messages.info(request, str(refusal))
        return redirect("approvals:review", c_number)
    form = bind_form(request, ApproveForm, application=found)
    errors = []
    if request.method == "POST" and form.is_valid():
        try:
            services.approve(
                application=found, **form.cleaned_data, actor=request.actor, at=clock.now()
            )
        except Refused as refused:
            found.refresh_from_db()
            if found.status == ApplicationStatus.APPROVED:  # pressed twice: the first was quicker
                messages.info(request, str(refused.refusal))
                return redirect("approvals:review", c_number)
            errors = [str(refused.refusal)]
        else:
            messages.success(
                request,
                _("%(number)s is approved. The provider has been told.") % {"number": c_number},
            )
            return redirect("approvals:review", c_number)
    context = {"application": found, "form": form, "errors": errors}
    return render(request, "approvals/approve.html", context)
