"""Pages of the registrant: what they asked for, and new requests."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, uploads
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from sessions_events import services
from sessions_events.forms.asked.non_uk import NonUkForm
from sessions_events.forms.asked.review import PeerReviewForm
from sessions_events.queries import asking as queries
from sessions_events.views.asked.shown import (
    address_of,
    carried_out,
    context_of,
    person_of,
    refuse_politely,
)


@require_safe
@access(Permission.PEER_REVIEW_ASK)
def asked_list(request):
    """Everything that the registrant asked for, the latest first."""
    context = {
        "reviews": page_of(request, queries.reviews_visible_to(request.actor)),
        "abroad": queries.non_uk_visible_to(request.actor)[:50],
        "named_in": queries.named_in(request.actor, clock.now()),
        "at": clock.now(),
    }
    return render(request, "sessions_events/asked_list.html", context)


@access(Permission.PEER_REVIEW_ASK)
def review_new(request):
    """Ask for peer review."""
    at = clock.now()
    form = bind_form(request, PeerReviewForm, leader_id=person_of(request), now=at)
    if form.is_valid():
        made = []

        def ask():
            made.append(
                services.ask_review(
                    values=form.values(),
                    people=form.cleaned_data["named"],
                    actor=request.actor,
                    at=at,
                )
            )

        if carried_out(request, form, ask, _("Your request is with GOC staff.")):
            return redirect(address_of(made[0]))
    return render(request, "sessions_events/review_form.html", {"form": form})


@require_safe
@access(Permission.PEER_REVIEW_ASK, Permission.PEER_REVIEW_DECIDE)
def peer_review(request, pr_number):
    """One peer review: for its leader, and for staff."""
    review = get_object_or_404(queries.reviews_visible_to(request.actor), number=pr_number)
    context = {
        **context_of(request, review),
        "people": review.participants.order_by("order"),
        "declaration": queries.declaration_of(review),
    }
    return render(request, "sessions_events/peer_review.html", context)


@access(Permission.PEER_REVIEW_ASK)
def review_again(request, pr_number):
    """Mend a request and send it again."""
    at = clock.now()
    review = get_object_or_404(queries.reviews_visible_to(request.actor), number=pr_number)
    initial = PeerReviewForm.initial_of(review)
    form = bind_form(request, PeerReviewForm, leader_id=person_of(request), now=at, initial=initial)
    if form.is_valid():

        def ask():
            services.ask_review_again(
                review=review,
                values=form.values(),
                people=form.cleaned_data["named"],
                actor=request.actor,
                at=at,
            )

        if carried_out(request, form, ask, _("Your request is with GOC staff again.")):
            return redirect(address_of(review))
    return render(request, "sessions_events/review_form.html", {"form": form, "asked": review})


@access(Permission.PEER_REVIEW_ASK)
def non_uk_new(request):
    """Ask for CET outside the UK."""
    at = clock.now()
    form = bind_form(request, NonUkForm, person_id=person_of(request), now=at)
    if form.is_valid():
        made = []

        def ask():
            made.append(
                services.ask_non_uk(
                    values=form.values(),
                    programme=form.cleaned_data["programme"],
                    actor=request.actor,
                    at=at,
                )
            )

        if carried_out(request, form, ask, _("Your request is with GOC staff.")):
            return redirect(address_of(made[0]))
    return render(request, "sessions_events/non_uk_form.html", {"form": form})


@require_safe
@access(Permission.PEER_REVIEW_ASK, Permission.PEER_REVIEW_DECIDE)
def non_uk_cet(request, nu_number):
    """One CET outside the UK: for the registrant, and for staff."""
    asked = get_object_or_404(queries.non_uk_visible_to(request.actor), number=nu_number)
    return render(request, "sessions_events/non_uk_cet.html", context_of(request, asked))


@access(Permission.PEER_REVIEW_ASK)
def non_uk_again(request, nu_number):
    """Mend a request and send it again."""
    at = clock.now()
    asked = get_object_or_404(queries.non_uk_visible_to(request.actor), number=nu_number)
    form = bind_form(
        request,
        NonUkForm,
        person_id=person_of(request),
        now=at,
        has_programme=True,
        initial=NonUkForm.initial_of(asked),
    )
    if form.is_valid():

        def ask():
            services.ask_non_uk_again(
                asked=asked,
                values=form.values(),
                programme=form.cleaned_data["programme"],
                actor=request.actor,
                at=at,
            )

        if carried_out(request, form, ask, _("Your request is with GOC staff again.")):
            return redirect(address_of(asked))
    context = {"form": form, "asked": asked}
    return render(request, "sessions_events/non_uk_form.html", context)


@require_POST
@access(Permission.PEER_REVIEW_ASK)
def review_withdraw(request, pr_number):
    """Take a request for peer review back."""
    review = get_object_or_404(queries.reviews_visible_to(request.actor), number=pr_number)
    return _withdrawn(request, review)


@require_POST
@access(Permission.PEER_REVIEW_ASK)
def non_uk_withdraw(request, nu_number):
    """Take a request for CET outside the UK back."""
    asked = get_object_or_404(queries.non_uk_visible_to(request.actor), number=nu_number)
    return _withdrawn(request, asked)


def _withdrawn(request, asked):
    refusal = refuse_politely(request, asked, "withdraw")
    if refusal:
        messages.info(request, str(refusal))
    else:
        services.withdraw_asked(asked=asked, actor=request.actor, at=clock.now())
        messages.success(request, _("%(number)s is withdrawn.") % {"number": asked.number})
    return redirect(address_of(asked))


@require_safe
@access(Permission.PEER_REVIEW_ASK, Permission.PEER_REVIEW_DECIDE)
def asked_file(request, nu_number, file_id):
    """The programme of CET outside the UK, or the evidence: to be saved."""
    asked = get_object_or_404(queries.non_uk_visible_to(request.actor), number=nu_number)
    return uploads.download(get_object_or_404(queries.files_of(asked), pk=file_id))
