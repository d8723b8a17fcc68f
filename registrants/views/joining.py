"""Two records of one person become one: by the person, or by staff."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.forms.joining import JoinForm, OtherRecordForm, OwnNumberForm
from registrants.models import Registrant
from registrants.views.assisting import person_or_404


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ACCEPT)
def join_own(request):
    """Somebody with a U-reference has a registration number now."""
    person = queries.own_record(request.actor)
    if person.entries.all():
        return redirect("registrants:profile")
    form = bind_form(request, OwnNumberForm, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            services.join_by_number(
                **form.cleaned_data,
                email=request.user.email,
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, _("Your points belong to your registration number now."))
            return redirect("registrants:profile")
    return render(request, "registrants/join_own.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ASSIST)
def join(request, person_id):
    """Which record is that of the same person?"""
    person = person_or_404(person_id)
    form = bind_form(request, OtherRecordForm)
    if request.method == "POST" and form.is_valid():
        other = queries.people_behind(form.cleaned_data["number"]).exclude(pk=person.pk).first()
        if other:
            return redirect("registrants:join_check", *_kept_first(person, other))
        form.add_error("number", _("There is no other record with this number"))
    context = {"person": person, "form": form, "same": queries.maybe_the_same(person)}
    return render(request, "registrants/join.html", context)


def _kept_first(person: Registrant, other: Registrant) -> tuple[int, int]:
    """Who is on the register stays; of two who are, the one whose page it was."""
    first, second = person, other
    if other.entries.exists() and not person.entries.exists():
        first, second = other, person
    return first.pk, second.pk


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ASSIST)
def join_check(request, person_id, other_id):
    """What will happen, and the button."""
    kept, joined = person_or_404(person_id), person_or_404(other_id)
    form = bind_form(request, JoinForm)
    if request.method == "POST" and form.is_valid():
        try:
            services.join_people(
                kept=kept,
                joined=joined,
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, _("The two are one now."))
            return redirect("registrants:acts", kept.pk)
    context = {
        "kept": kept,
        "joined": joined,
        "form": form,
        "kept_lines": kept.points.count(),
        "joined_lines": joined.points.count(),
        "doubled": queries.lines_for_the_same(kept, joined),
    }
    return render(request, "registrants/join_check.html", context)
