"""Approvers: the list with load and timeliness, the page of one, their own profile."""

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from approvals import queries, services
from approvals.forms.people import AbsenceForm, InterestForm, ProfessionForm
from approvals.queries import choosing, load
from approvals.views import pages
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import in_order, page_of
from cet_portal.core.permissions import Refused
from cet_portal.scheme.enums import Profession

SORTS = {
    "name": "name",
    "profession": "approver_profile__profession",
    "open": "open_cases",
    "week": "due_this_week",
    "late": "late",
    "decided": "decided",
    "days": "median_days",
    "approved": "approved_share",
    "rejected": "rejected_share",
    "asked": "asked_share",
}


def _profession(approver: User) -> str:
    code = choosing.profession_of(approver)
    return capfirst(str(Profession(code).label)) if code else ""


def _absences(approver) -> str:
    return "; ".join(_days(each) for each in approver.absences_ahead)


def _days(absence) -> str:
    words = {
        "first": date_format(absence.first_day, "j F Y"),
        "last": date_format(absence.last_day, "j F Y"),
    }
    if absence.first_day == absence.last_day:
        return words["first"]
    return _("%(first)s to %(last)s") % words


COLUMNS = (
    (gettext_lazy("Approver"), "name"),
    (gettext_lazy("Profession"), _profession),
    (gettext_lazy("Open"), "open_cases"),
    (gettext_lazy("Due within a week"), "due_this_week"),
    (gettext_lazy("Late"), "late"),
    (gettext_lazy("Decided in 12 months"), "decided"),
    (gettext_lazy("Median working days"), "median_days"),
    (gettext_lazy("Approved, %"), "approved_share"),
    (gettext_lazy("Rejected, %"), "rejected_share"),
    (gettext_lazy("Asked first, %"), "asked_share"),
    (gettext_lazy("Absences"), _absences),
)


@require_safe
@access(Permission.APPROVAL_MANAGE)
def approver_list(request):
    """Every approver with load, timeliness, outcomes and absences."""
    found = load.with_load(load.approvers_visible_to(request.actor), at=clock.now())
    rows = in_order(request, found, SORTS)
    if exports.wanted(request):
        return exports.csv_response(_("approvers"), COLUMNS, rows)
    page = page_of(request, rows, size=60)
    shown = [{"approver": each, "profession": _profession(each)} for each in page]
    return render(request, "approvals/approver_list.html", {"page": page, "rows": shown})


@require_safe
@access(Permission.APPROVAL_MANAGE)
def approver_page(request, user_id: int):
    """One approver: figures, cases, profession, absences, interests."""
    context = _page(request, _find(request.actor, user_id))
    return render(request, "approvals/approver_page.html", context)


@require_safe
@access(Permission.APPLICATION_DECIDE)
def my_profile(request):
    """The approver's own profile."""
    context = _page(request, _find(request.actor, request.actor.user_id))
    return render(request, "approvals/my_profile.html", context)


def _page(request, approver) -> dict[str, Any]:
    cases = load.cases_of(approver, queries.visible_to(request.actor))
    context = {
        "approver": approver,
        "profession": _profession(approver),
        "absences": load.absences_of(approver, today=clock.today()),
        "interests": load.interests_of(approver),
        "staff": request.actor.may(Permission.APPROVAL_MANAGE),
    }
    return {**context, "page": page_of(request, cases, size=30)}


def _find(actor, user_id: int):
    found = load.with_load(load.approvers_visible_to(actor), at=clock.now())
    return get_object_or_404(found, pk=user_id)


def _home(actor, approver) -> str:
    """The page of this approver, for staff or for themselves."""
    if actor.may(Permission.APPROVAL_MANAGE):
        return reverse("approvals:approver_page", args=[approver.pk])
    return reverse("approvals:my_profile")


@require_http_methods(["GET", "POST"])
@access(Permission.APPROVAL_MANAGE)
def profession(request, user_id: int):
    """Staff say which profession an approver has."""
    approver = _find(request.actor, user_id)
    now = choosing.profession_of(approver)
    form = bind_form(request, ProfessionForm, initial={"profession": now})
    if request.method == "POST" and form.is_valid():
        services.set_profile(
            approver=approver, **form.cleaned_data, actor=request.actor, at=clock.now()
        )
        messages.success(request, _("The profession of %(name)s is saved.") % {"name": approver})
        return redirect(_home(request.actor, approver))
    context = {"approver": approver, "form": form, "back": _home(request.actor, approver)}
    return render(request, "approvals/profession.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.APPROVAL_MANAGE)
def absence(request, user_id: int):
    """Staff enter days on which an approver is away."""
    return _absence(request, _find(request.actor, user_id))


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_DECIDE)
def my_absence(request):
    """The approver enters days on which they are away."""
    return _absence(request, _find(request.actor, request.actor.user_id))


def _absence(request, approver):
    today, at = clock.today(), clock.now()
    known = load.absences_of(approver, today=today)
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
            return redirect(_home(request.actor, approver))
    context = {"approver": approver, "form": form, "errors": errors}
    return render(
        request, "approvals/absence.html", {**context, "back": _home(request.actor, approver)}
    )


def _away_words(approver, first_day, last_day) -> str:
    said = _("The absence is saved: no case is given for which these days matter.")
    due = load.due_while_away(approver.pk, first_day, last_day)
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
    found = get_object_or_404(load.absences_visible_to(request.actor), pk=absence_id)
    pages.attempt(
        request,
        lambda: services.remove_absence(absence=found, actor=request.actor, at=clock.now()),
        _("The absence is removed."),
    )
    return redirect(_home(request.actor, found.approver))


@require_http_methods(["GET", "POST"])
@access(Permission.APPROVAL_MANAGE)
def interest(request, user_id: int):
    """Staff declare an interest of an approver."""
    return _interest(request, _find(request.actor, user_id))


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_DECIDE)
def my_interest(request):
    """The approver declares an interest."""
    return _interest(request, _find(request.actor, request.actor.user_id))


def _interest(request, approver):
    form = bind_form(request, InterestForm, providers=load.providers_to_name())
    if request.method == "POST" and form.is_valid():
        provider = load.provider_named(form.cleaned_data["provider"])
        words = {"approver": approver, "provider": provider, "actor": request.actor}
        services.declare_interest(**words, reason=form.cleaned_data["reason"], at=clock.now())
        gone, left = services.pass_on(**words, at=clock.now())
        messages.success(request, _interest_words(provider, len(gone), len(left)))
        return redirect(_home(request.actor, approver))
    context = {"approver": approver, "form": form, "back": _home(request.actor, approver)}
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
    found = get_object_or_404(load.interests_visible_to(request.actor), pk=interest_id)
    pages.attempt(
        request,
        lambda: services.end_interest(interest=found, actor=request.actor, at=clock.now()),
        _("The interest has ended: %(name)s can be given cases of %(provider)s again.")
        % {"name": found.approver, "provider": found.provider},
    )
    return redirect(_home(request.actor, found.approver))
