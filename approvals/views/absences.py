"""Days on which an approver is away: entered by themselves or by staff."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from approvals import services
from approvals.forms.people import AbsenceForm
from approvals.queries import absences
from approvals.views import pages
from approvals.views.profile import find_approver, page_address
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused


@require_http_methods(["GET", "POST"])
@access(Permission.APPROVAL_MANAGE)
def absence(request, user_id: int):
    """Staff enter days on which an approver is away."""
    return _absence(request, find_approver(request.actor, user_id))


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_DECIDE)
def my_absence(request):
    """The approver enters days on which they are away."""
    return _absence(request, find_approver(request.actor, request.actor.user_id))


def _absence(request, approver):
    today, at = clock.today(), clock.now()
    known = absences.absences_of(approver, today=today)
    form = bind_form(request, AbsenceForm, today=today, known=known)
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data
        try:
            services.add_absence(approver=approver, **days, actor=request.actor, at=at)
        except Refused as refused:
            errors = [str(refused.refusal)]
        else:
            messages.success(request, _away_words(approver, **days))
            return redirect(page_address(request.actor, approver))
    context = {"approver": approver, "form": form, "errors": errors}
    return render(
        request,
        "approvals/absence.html",
        {**context, "back": page_address(request.actor, approver)},
    )


def _away_words(approver, first_day, last_day) -> str:
    said = _("The absence is saved: no case is given for which these days matter.")
    due = absences.due_while_away(approver.pk, first_day, last_day)
    if not due:
        return said
    more = ngettext(
        "%(number)d open case falls due on these days: hand it back or give it to somebody else.",
        "%(number)d open cases fall due on these days: hand them back or give them to "
        "somebody else.",
        due,
    )
    return f"{said} {more % {'number': due}}"


@require_POST
@access(Permission.APPROVAL_MANAGE, Permission.APPLICATION_DECIDE)
def absence_remove(request, absence_id: int):
    """Not away after all."""
    found = get_object_or_404(absences.absences_visible_to(request.actor), pk=absence_id)
    pages.attempt(
        request,
        lambda: services.remove_absence(absence=found, actor=request.actor, at=clock.now()),
        _("The absence is removed."),
    )
    return redirect(page_address(request.actor, found.approver))
