"""An approver gives a case back with a reason."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from approvals import permissions, services
from approvals.forms.assigning import HandBackForm
from approvals.views import pages
from approvals.views.gone import lead_to_queue
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_DECIDE)
@lead_to_queue
def hand_back(request, c_number: str):
    """What handing back does, the reason, and the button. Afterwards the case is out of sight."""
    found = pages.find(request.actor, c_number)
    refusal = permissions.may_hand_back(request.actor, found, at=clock.now())
    form = bind_form(request, HandBackForm)
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            services.hand_back(
                application=found,
                reason=form.cleaned_data["text"],
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            found = pages.find(request.actor, c_number)  # gone, it is led to the queue
            errors = [str(refused.refusal)]
        else:
            done = _("%(number)s is handed back. It is not in your queue any more.")
            messages.success(request, done % {"number": c_number})
            return redirect("approvals:queue")
    elif refusal and not form.was_kept:
        messages.info(request, str(refusal))
        return redirect("approvals:review", c_number)
    context = {
        "application": found,
        "form": form,
        "errors": errors,
        "back": reverse("approvals:review", args=[c_number]),
        "consequences": [
            _("MyCET gives it to the next approver who fits; if nobody does, to the CET manager."),
            _("The due date stays: the clock runs on for whoever has it next."),
            _("You do not see it any more. What you have judged so far is not used."),
        ],
    }
    return render(request, "approvals/hand_back.html", context)
