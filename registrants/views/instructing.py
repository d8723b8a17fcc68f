"""The standing instruction: accept what I booked or signed in to."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.scheme import limits
from registrants import queries, services
from registrants.forms.statement import InstructionForm


@access(Permission.POINTS_ACCEPT)
def instruction(request):
    """Give it, or end it; what it does stands on the page."""
    given = queries.instruction_of(request.actor)
    form = bind_form(request, InstructionForm)
    if form.is_valid():
        if form.cleaned_data["wanted"]:
            services.give_instruction(actor=request.actor, at=clock.now())
            messages.success(request, _("Your standing instruction is on."))
        else:
            freed = services.end_instruction(actor=request.actor, at=clock.now())
            messages.success(request, _("Your standing instruction is off.") + _left(freed))
        return redirect("registrants:instruction")
    waiting = queries.pending_of(request.actor).filter(accept_on__isnull=False)
    return render(
        request,
        "registrants/instruction.html",
        {"form": form, "given": given, "waiting": waiting[:25], "days": limits.DAYS_TO_OBJECT},
    )


def _left(freed: int) -> str:
    if not freed:
        return ""
    return " " + ngettext(
        "%(number)s event waits for you to accept.",
        "%(number)s events wait for you to accept.",
        freed,
    ) % {"number": freed}
