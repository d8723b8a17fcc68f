"""Interests of an approver: declared, and over."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from approvals import services
from approvals.forms.people import InterestForm
from approvals.queries import absences
from approvals.views import pages
from approvals.views.profile import find_approver, page_address
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form


@require_http_methods(["GET", "POST"])
@access(Permission.APPROVAL_MANAGE)
def interest(request, user_id: int):
    """Staff declare an interest of an approver."""
    return _interest(request, find_approver(request.actor, user_id))


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_DECIDE)
def my_interest(request):
    """The approver declares an interest."""
    return _interest(request, find_approver(request.actor, request.actor.user_id))


def _interest(request, approver):
    form = bind_form(request, InterestForm, providers=absences.providers_to_name())
    if request.method == "POST" and form.is_valid():
        provider = absences.provider_named(form.cleaned_data["provider"])
        words = {"approver": approver, "provider": provider, "actor": request.actor}
        services.declare_interest(**words, reason=form.cleaned_data["reason"], at=clock.now())
        gone, left = services.pass_on(**words, at=clock.now())
        messages.success(request, _interest_words(provider, len(gone), len(left)))
        return redirect(page_address(request.actor, approver))
    context = {"approver": approver, "form": form, "back": page_address(request.actor, approver)}
    return render(request, "approvals/interest.html", context)


def _interest_words(provider, gone: int, left: int) -> str:
    said = [_("The interest in %(provider)s is declared.") % {"provider": provider}]
    if gone:
        words = ngettext(
            "%(number)d case of theirs went to another approver.",
            "%(number)d cases of theirs went to other approvers.",
            gone,
        )
        said.append(words % {"number": gone})
    if left:
        words = ngettext(
            "Nobody fits %(number)d case: the CET manager has been told.",
            "Nobody fits %(number)d cases: the CET manager has been told.",
            left,
        )
        said.append(words % {"number": left})
    return " ".join(said)


@require_POST
@access(Permission.APPROVAL_MANAGE)
def interest_end(request, interest_id: int):
    """The interest is over: staff alone say so."""
    found = get_object_or_404(absences.interests_visible_to(request.actor), pk=interest_id)
    pages.attempt(
        request,
        lambda: services.end_interest(interest=found, actor=request.actor, at=clock.now()),
        _("The interest has ended: %(name)s can be given cases of %(provider)s again.")
        % {"name": found.approver, "provider": found.provider},
    )
    return redirect(page_address(request.actor, found.approver))
