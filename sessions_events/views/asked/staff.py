"""Pages of GOC staff: requests to decide, what is not confirmed, one decision."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from sessions_events import services
from sessions_events.enums import NonUkStatus, ReviewStatus
from sessions_events.forms.asked.deciding import (
    DifferenceForm,
    EvidenceDecisionForm,
    NonUkDecisionForm,
    ReviewDecisionForm,
)
from sessions_events.forms.asked.filtering import AskedFilter
from sessions_events.queries import asking as queries
from sessions_events.views.asked.shown import (
    address_of,
    carried_out,
    context_of,
    refuse_politely,
)

COLUMNS = (
    (gettext_lazy("Number"), "number"),
    (gettext_lazy("Title"), "title"),
    (gettext_lazy("Begins"), "starts_at"),
    (gettext_lazy("Status"), "get_status_display"),
    (gettext_lazy("Asked"), "asked_at"),
    (gettext_lazy("Confirm by"), lambda row: row.event.due_on if row.event else None),
)


@require_safe
@access(Permission.PEER_REVIEW_DECIDE)
def asked_staff(request):
    """What registrants ask for, filtered in the address."""
    at = clock.now()
    form = AskedFilter(request.GET or None)
    chosen = form.values()
    rows = queries.staff_list(request.actor, **chosen, at=at)
    if exports.wanted(request):
        return exports.csv_response(_("requests"), COLUMNS, rows)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "is_abroad": chosen["kind"] == AskedFilter.ABROAD,
        "at": at,
    }
    return render(request, "sessions_events/asked_staff.html", context)


@access(Permission.PEER_REVIEW_DECIDE)
def review_decide(request, pr_number):
    """Approve or refuse a peer review; settle one that was not as approved."""
    review = get_object_or_404(queries.reviews_visible_to(request.actor), number=pr_number)
    differs = review.status == ReviewStatus.HELD
    gone = _gone(request, review, "release" if differs else "refuse")
    if gone:
        return gone
    form = bind_form(
        request,
        DifferenceForm if differs else ReviewDecisionForm,
        initial={"version": review.version},
    )
    if form.is_valid():
        values = {
            "version": form.cleaned_data["version"],
            "actor": request.actor,
            "at": clock.now(),
        }
        reason = form.cleaned_data["reason"]
        if differs:
            service = services.release_review if form.is_yes else services.turn_down_review
            act = partial(service, review=review, reason=reason, **values)
        elif form.is_yes:
            act = partial(services.approve_review, review=review, **values)
        else:
            act = partial(services.refuse_asked, asked=review, reason=reason, **values)
        if _decided(request, review, form, act):
            return redirect("sessions_events:asked_staff")
    context = {
        **context_of(request, review),
        "form": form,
        "differs": differs,
        "people": review.participants.order_by("order"),
        "declaration": queries.declaration_of(review),
        "audiences": queries.audiences_of_group(review),
    }
    return render(request, "sessions_events/review_decide.html", context)


@access(Permission.PEER_REVIEW_DECIDE)
def non_uk_decide(request, nu_number):
    """Approve or refuse CET outside the UK; confirm or send back evidence."""
    asked = get_object_or_404(queries.non_uk_visible_to(request.actor), number=nu_number)
    has_evidence = asked.status == NonUkStatus.EVIDENCE_SENT
    gone = _gone(request, asked, "confirm" if has_evidence else "refuse")
    if gone:
        return gone
    form = _evidence_form(request, asked) if has_evidence else _points_form(request, asked)
    if form is None:
        messages.info(request, _("The registrant is not on the register on that day."))
        return redirect(address_of(asked))
    if form.is_valid():
        act = _evidence_act(request, asked, form) if has_evidence else _act(request, asked, form)
        if _decided(request, asked, form, act):
            return redirect(f"{_list_abroad()}")
    context = {**context_of(request, asked), "form": form, "has_evidence": has_evidence}
    return render(request, "sessions_events/non_uk_decide.html", context)


def _evidence_form(request, asked):
    return bind_form(request, EvidenceDecisionForm, initial={"version": asked.version})


def _points_form(request, asked):
    audience = queries.audience_for(asked, specialist=False)
    if audience is None:
        return None
    initial = {
        "version": asked.version,
        "total": asked.points_asked,
        "interactive": asked.interactive_asked,
        "kind": "GENERAL",
        **NonUkDecisionForm.initial_units(asked.units),
    }
    return bind_form(
        request,
        NonUkDecisionForm,
        audience=audience,
        special=queries.audience_for(asked, specialist=True),
        initial=initial,
    )


def _act(request, asked, form):
    values = {
        "asked": asked,
        "version": form.cleaned_data["version"],
        "actor": request.actor,
        "at": clock.now(),
    }
    if not form.is_yes:
        return partial(services.refuse_asked, reason=form.cleaned_data["reason"], **values)
    return partial(
        services.approve_non_uk,
        total=form.cleaned_data["total"],
        interactive=form.cleaned_data["interactive"],
        specialist=form.is_specialist,
        units=form.chosen_units(),
        **values,
    )


def _evidence_act(request, asked, form):
    values = {
        "asked": asked,
        "version": form.cleaned_data["version"],
        "actor": request.actor,
        "at": clock.now(),
    }
    if form.is_yes:
        return partial(services.confirm_evidence, **values)
    if form.is_not_shown:
        return partial(services.say_not_shown, reason=form.cleaned_data["reason"], **values)
    return partial(services.send_back_evidence, reason=form.cleaned_data["reason"], **values)


def _gone(request, asked, step: str):
    """Back to the case, with the sentence, where nothing can be decided now."""
    refusal = refuse_politely(request, asked, step)
    if refusal is None or request.method == "POST":
        return None
    messages.info(request, str(refusal))
    return redirect(address_of(asked))


def _decided(request, asked, form, act) -> bool:
    if carried_out(request, form, act, _("%(number)s is decided.") % {"number": asked.number}):
        return True
    # The page shows the version that is there now, so that is the one decided upon next.
    asked.refresh_from_db()
    form.data = form.data.copy()
    form.data["version"] = asked.version
    return False


def _list_abroad() -> str:
    return AskedFilter.address(AskedFilter.ABROAD)
