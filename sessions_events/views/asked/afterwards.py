"""Pages of the registrant afterwards: confirm, call off, send evidence."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from sessions_events import services
from sessions_events.forms.asked.after import CallOffForm, ConfirmForm, EvidenceForm
from sessions_events.queries import asking as queries
from sessions_events.views.asked.shown import (
    address_of,
    carried_out,
    context_of,
    refuse_politely,
)


@access(Permission.PEER_REVIEW_ASK)
def review_confirm(request, pr_number):
    """The leader confirms who attended."""
    review = get_object_or_404(queries.reviews_visible_to(request.actor), number=pr_number)
    refusal = refuse_politely(request, review, "confirm")
    if refusal and request.method != "POST":
        messages.info(request, str(refusal))
        return redirect(address_of(review))
    form = bind_form(request, ConfirmForm, review=review)
    if form.is_valid():
        values = form.values()
        act = partial(
            services.confirm_review, review=review, **values, actor=request.actor, at=clock.now()
        )
        words = (
            _("Your confirmation waits for the CET manager, because something differed.")
            if values["what_differed"]
            else _("Confirmed. Everybody who attended has pending points.")
        )
        if carried_out(request, form, act, words):
            return redirect(address_of(review))
    context = {**context_of(request, review), "form": form}
    return render(request, "sessions_events/review_confirm.html", context)


@access(Permission.PEER_REVIEW_ASK)
def review_call_off(request, pr_number):
    """It will not take place, or did not."""
    review = get_object_or_404(queries.reviews_visible_to(request.actor), number=pr_number)
    begun = review.starts_at <= clock.now()
    step = "not_held" if begun else "cancel"
    refusal = refuse_politely(request, review, step)
    if refusal and request.method != "POST":
        messages.info(request, str(refusal))
        return redirect(address_of(review))
    form = bind_form(request, CallOffForm)
    if form.is_valid():
        service = services.say_review_not_held if begun else services.cancel_review
        act = partial(
            service,
            review=review,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=clock.now(),
        )
        words = _("It is noted that %(number)s does not take place.") % {"number": pr_number}
        if carried_out(request, form, act, words):
            return redirect(address_of(review))
    context = {
        **context_of(request, review),
        "form": form,
        "consequences": [
            _("Nothing has to be confirmed, and nobody gets points for it."),
            _("The group is told, with your reason."),
            _("This cannot be taken back; you can ask for another peer review."),
        ],
    }
    return render(request, "sessions_events/review_call_off.html", context)


@access(Permission.PEER_REVIEW_ASK)
def non_uk_evidence(request, nu_number):
    """Send evidence of attendance."""
    asked = get_object_or_404(queries.non_uk_visible_to(request.actor), number=nu_number)
    refusal = refuse_politely(request, asked, "send")
    if refusal and request.method != "POST":
        messages.info(request, str(refusal))
        return redirect(address_of(asked))
    form = bind_form(request, EvidenceForm)
    if form.is_valid():
        act = partial(
            services.send_evidence,
            asked=asked,
            **form.cleaned_data,
            actor=request.actor,
            at=clock.now(),
        )
        if carried_out(request, form, act, _("Your evidence is with GOC staff.")):
            return redirect(address_of(asked))
    context = {**context_of(request, asked), "form": form}
    return render(request, "sessions_events/non_uk_evidence.html", context)


@require_POST
@access(Permission.PEER_REVIEW_ASK)
def non_uk_not_attended(request, nu_number):
    """The registrant did not go, or will not."""
    asked = get_object_or_404(queries.non_uk_visible_to(request.actor), number=nu_number)
    refusal = refuse_politely(request, asked, "not_attended")
    if refusal:
        messages.info(request, str(refusal))
    else:
        services.say_not_attended(asked=asked, actor=request.actor, at=clock.now())
        messages.success(request, _("It is noted that you did not attend."))
    return redirect(address_of(asked))
