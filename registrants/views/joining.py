"""Two records of one person become one: by the person, or by staff."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.enums import JoinDifference
from registrants.forms.joining import JoinForm, OtherRecordForm, OwnNumberForm, RefuseToJoinForm
from registrants.models import Registrant
from registrants.views.assisting import person_or_404

LOOKED_AT = gettext_noop(
    "Name or register differ from what you gave when you opened your account, so GOC staff look "
    "at it. You are told by email. Until then nothing changes."
)


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
            joined = services.join_by_number(
                **form.cleaned_data,
                email=request.user.email,
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            if joined:
                messages.success(request, _("Your points belong to your registration number now."))
            else:
                messages.info(request, _(LOOKED_AT))
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
    differences = queries.differences(kept, joined)
    form = bind_form(request, JoinForm, differences=differences)
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
        "differences": _in_words(differences),
        "doubled": queries.lines_for_the_same(kept, joined),
    }
    return render(request, "registrants/join_check.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ASSIST)
def join_request(request, request_id):
    """Somebody says that a number is theirs: both records, what differs, and the way on."""
    asked = get_object_or_404(queries.requests_to_join(), pk=request_id)
    kept, joined = person_or_404(asked.other_id), person_or_404(asked.registrant_id)
    form = bind_form(request, RefuseToJoinForm)
    if request.method == "POST" and form.is_valid():
        try:
            services.refuse_to_join(
                asked=asked, **form.cleaned_data, actor=request.actor, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, _("The two stay apart. The person is told why."))
            return redirect("registrants:accounts")
    context = {
        "asked": asked,
        "kept": kept,
        "joined": joined,
        "kept_lines": kept.points.count(),
        "joined_lines": joined.points.count(),
        "differences": _in_words(queries.differences(kept, joined)),
        "form": form,
    }
    return render(request, "registrants/join_request.html", context)


def _in_words(differences: dict[JoinDifference, tuple]) -> list[str]:
    """ "Surname: Marsh and Field"."""
    return [
        _("%(what)s: %(joined)s and %(kept)s")
        % {"what": what.label, "joined": _said(joined), "kept": _said(kept)}
        for what, (joined, kept) in differences.items()
    ]


def _said(value) -> str:
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)
