"""The page of one approver, for staff and for themselves."""

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals import queries, services
from approvals.forms.people import ProfessionForm
from approvals.queries import absences, choosing, load
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.scheme.enums import Profession


def profession_label(approver: User) -> str:
    """The profession of an approver, to be read."""
    code = choosing.profession_of(approver)
    return capfirst(str(Profession(code).label)) if code else ""


def days_label(absence) -> str:
    """The days of an absence: one, or the first and the last."""
    words = {
        "first": date_format(absence.first_day, "j F Y"),
        "last": date_format(absence.last_day, "j F Y"),
    }
    if absence.first_day == absence.last_day:
        return words["first"]
    return _("%(first)s to %(last)s") % words


@require_safe
@access(Permission.APPROVAL_MANAGE)
def approver_page(request, user_id: int):
    """One approver: figures, cases, profession, absences, interests."""
    context = _page(request, find_approver(request.actor, user_id))
    return render(request, "approvals/approver_page.html", context)


@require_safe
@access(Permission.APPLICATION_DECIDE)
def my_profile(request):
    """The approver's own profile."""
    context = _page(request, find_approver(request.actor, request.actor.user_id))
    return render(request, "approvals/my_profile.html", context)


def _page(request, approver) -> dict[str, Any]:
    cases = load.cases_of(approver, queries.visible_to(request.actor))
    context = {
        "approver": approver,
        "profession": profession_label(approver),
        "absences": absences.absences_of(approver, today=clock.today()),
        "interests": absences.interests_of(approver),
        "staff": request.actor.may(Permission.APPROVAL_MANAGE),
    }
    return {**context, "page": page_of(request, cases, size=30)}


def find_approver(actor, user_id: int):
    """The approver, if the actor may see them; else 404."""
    found = load.with_load(load.approvers_visible_to(actor), at=clock.now())
    return get_object_or_404(found, pk=user_id)


def page_address(actor, approver) -> str:
    """The page of this approver, for staff or for themselves."""
    if actor.may(Permission.APPROVAL_MANAGE):
        return reverse("approvals:approver_page", args=[approver.pk])
    return reverse("approvals:my_profile")


@require_http_methods(["GET", "POST"])
@access(Permission.APPROVAL_MANAGE)
def profession(request, user_id: int):
    """Staff say which profession an approver has."""
    approver = find_approver(request.actor, user_id)
    now = choosing.profession_of(approver)
    form = bind_form(request, ProfessionForm, initial={"profession": now})
    if request.method == "POST" and form.is_valid():
        services.set_profile(
            approver=approver, **form.cleaned_data, actor=request.actor, at=clock.now()
        )
        messages.success(request, _("The profession of %(name)s is saved.") % {"name": approver})
        return redirect(page_address(request.actor, approver))
    context = {"approver": approver, "form": form, "back": page_address(request.actor, approver)}
    return render(request, "approvals/profession.html", context)
