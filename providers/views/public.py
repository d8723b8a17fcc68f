"""Pages without an account: applying to be listed, confirming it, accepting an invitation."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cet_portal.accounts import queries as account_queries
from cet_portal.core import clock
from cet_portal.core.access import public
from cet_portal.core.actor import Actor
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from cet_portal.scheme import limits
from providers import permissions, queries, rules, services, workflow
from providers.forms import ApplyForm, JoinForm

# Applications to be listed from one network, and to one address.
RATES = {"apply": "20/h/ip,3/h/key"}
TOO_MANY, GONE = 429, 410


@require_http_methods(["GET", "POST"])
@public
def apply(request):
    """An organisation asks to be listed. The answer is the same whoever has an account."""
    form = bind_form(request, ApplyForm)
    status = 200
    if request.method == "POST" and form.is_valid():
        if _may_ask(request, form.cleaned_data["email"]):
            services.request_listing(
                **form.cleaned_data, actor=Actor(name=form.cleaned_data["name"]), at=clock.now()
            )
            return redirect("providers:apply_sent")
        status = TOO_MANY
        form.add_error(
            None,
            _(
                "There were too many applications from your network or for this address. What you "
                "typed is still below: send it again in an hour."
            ),
        )
    context = {"form": form, "amount": limits.LISTING_FEE}
    return render(request, "providers/apply.html", context, status=status)


def _may_ask(request, email: str) -> bool:
    return bool(
        ratelimit.consume(request, app="providers", action="apply", config=RATES, key=email.lower())
    )


@require_safe
@public
def apply_sent(request):
    """What happens next: open the link in the mail."""
    return render(request, "providers/apply_sent.html", {"days": limits.LISTING_REQUEST_DAYS})


@require_http_methods(["GET", "POST"])
@public
def confirm_listing(request, token):
    """The page behind the mailed link: what was typed, and the button."""
    named = rules.read_token("listing", token)
    found = queries.request_behind(named[0]) if named else None
    if found is None:
        return _over(request, _("This link does not work, or it is too old."))
    errors = []
    if request.method == "POST":
        try:
            services.confirm_listing_request(request=found, actor=request.actor, at=clock.now())
        except Refused as refused:
            errors = [str(refused.refusal)]
        else:
            return render(request, "providers/confirmed.html", {"found": found})
    elif found.confirmed_at or clock.today() > found.expires_on:
        words = (
            _("This application was confirmed already.")
            if found.confirmed_at
            else _("This link is too old. Fill in the form once more.")
        )
        return _over(request, words)
    context = {
        "found": found,
        "errors": errors,
        "amount": limits.LISTING_FEE,
        "rows": [
            {"key": _("Organisation"), "value": found.organisation},
            {"key": _("Town or city"), "value": found.town},
            {"key": _("Telephone"), "value": found.phone},
            {"key": _("Web site"), "value": found.website},
            {"key": _("E-mail for bookings"), "value": found.booking_email},
            {"key": _("Your name"), "value": found.name},
            {"key": _("Your e-mail address"), "value": found.email},
            {"key": _("What CET you plan"), "value": found.plans},
        ],
    }
    return render(request, "providers/confirm.html", context)


def _over(request, sentence: str) -> HttpResponse:
    return render(request, "providers/link_over.html", {"sentence": sentence}, status=GONE)


@require_http_methods(["GET", "POST"])
@public
def invitation(request, token):
    """The page behind an invitation: join with this account, sign in, or open an account."""
    named = rules.read_token("invitation", token)
    found = queries.invited(named[0]) if named else None
    if named is None or found is None:
        return _over(request, _("This link does not work. Ask for a new invitation."))
    refusal = permissions.may_use_link(found, named[1]) or workflow.invitation.refusal(
        found, "accept", actor=request.actor, at=clock.now()
    )
    if refusal:
        return _over(request, str(refusal))
    context = {"invitation": found, "errors": []}
    if request.user.is_authenticated:
        return _join(request, found, named[1], context)
    if account_queries.account(found.email):
        context["sign_in"] = f"{reverse('account_login')}?next={request.path}"
        return render(request, "providers/invitation.html", context)
    return _join_anew(request, found, named[1], context)


def _join(request, found, number: int, context: dict) -> HttpResponse:
    context["is_other"] = request.user.email.lower() != found.email.lower()
    if request.method == "POST":
        try:
            services.accept_invitation(
                invitation=found,
                number=number,
                user=request.user,
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            context["errors"] = [str(refused.refusal)]
        else:
            messages.success(
                request,
                _("You belong to %(name)s now. Choose it under “Change role”.")
                % {"name": found.provider},
            )
            return redirect("home:dashboard")
    return render(request, "providers/invitation.html", context)


def _join_anew(request, found, number: int, context: dict) -> HttpResponse:
    form = bind_form(request, JoinForm, email=found.email)
    if request.method == "POST" and form.is_valid():
        try:
            services.join_with_new_account(
                invitation=found,
                number=number,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password1"],
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, _("Your account is open. Sign in to begin."))
            return redirect("account_login")
    return render(request, "providers/invitation.html", {**context, "form": form})
