"""Pages without an account: asking for one, and opening it with the mailed link."""

from allauth.account.utils import perform_login
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts.middleware import SESSION_KEY
from cet_portal.accounts.models import User
from cet_portal.core import clock
from cet_portal.core.access import public
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from cet_portal.scheme import limits
from registrants import permissions, queries, services
from registrants.forms.opening import NameAccountForm, NumberAccountForm, PasswordForm

# Requests for an account from one network, and to one address.
RATES = {"open": "20/h/ip,5/h/key"}
TOO_MANY, GONE = 429, 410
# What the session keeps between the button and the password: the request's key, not the secret.
OPENING = "opening_account"


@require_http_methods(["GET", "POST"])
@public
def open_account(request):
    """Ask with a registration number. The answer is the same whether there is such a number."""
    return _ask(request, NumberAccountForm, "registrants/open_account.html")


@require_http_methods(["GET", "POST"])
@public
def open_without_number(request):
    """Ask without one."""
    return _ask(request, NameAccountForm, "registrants/open_without_number.html")


def _ask(request, kind, template: str) -> HttpResponse:
    form = bind_form(request, kind, today=clock.today())
    status = 200
    if request.method == "POST" and form.is_valid():
        if _may_ask(request, form.cleaned_data["email"]):
            services.ask_for_account(**form.cleaned_data, actor=request.actor, at=clock.now())
            return redirect("registrants:open_sent")
        status = TOO_MANY
        form.add_error(
            None,
            _(
                "There were too many requests from your network or for this address. What you "
                "typed is still below: send it again in an hour."
            ),
        )
    return render(request, template, {"form": form}, status=status)


def _may_ask(request, email: str) -> bool:
    return bool(
        ratelimit.consume(
            request, app="registrants", action="open", config=RATES, key=email.lower()
        )
    )


@require_safe
@public
def open_sent(request):
    """What happens next: the same for everybody."""
    return render(request, "registrants/open_sent.html", {"days": limits.ACCOUNT_LINK_DAYS})


@require_http_methods(["GET", "POST"])
@public
def open_link(request, token):
    """The page behind the mailed link. Only its button goes on, as mail scanners open links."""
    found = queries.request_with_link(token)
    refusal = permissions.may_open_account(found, at=clock.now())
    if found is None or refusal:
        return _over(request, str(refusal))
    context = {"found": found, "errors": [], "last_day": queries.last_day_of_link(found)}
    if request.user.is_authenticated:
        return _with_own_account(request, found, context)
    if account_queries.account(found.email):
        context["sign_in"] = f"{reverse('account_login')}?next={request.path}"
    elif request.method == "POST":
        request.session[OPENING] = found.pk
        return redirect("registrants:open_password")
    return render(request, "registrants/open_link.html", context)


def _over(request, sentence: str) -> HttpResponse:
    return render(request, "registrants/open_over.html", {"sentence": sentence}, status=GONE)


def _with_own_account(request, found, context: dict) -> HttpResponse:
    context["is_own"] = request.user.email.lower() == found.email
    if request.method == "POST":
        try:
            services.open_with_account(
                request=found, user=request.user, actor=request.actor, at=clock.now()
            )
        except Refused as refused:
            context["errors"] = [str(refused.refusal)]
        else:
            request.session[SESSION_KEY] = "registrant"
            messages.success(request, _("You now act as: registrant. This is your statement."))
            return redirect("compliance:statement")
    return render(request, "registrants/open_link.html", context)


@require_http_methods(["GET", "POST"])
@public
def open_password(request):
    """The button was pressed: choose a password, and the account is open."""
    found = queries.request_with_key(request.session.get(OPENING, 0))
    refusal = permissions.may_open_account(found, at=clock.now())
    if found is None or refusal:
        return _over(request, str(refusal))
    name = str(found.registrant or f"{found.forenames} {found.surname}")
    form = bind_form(request, PasswordForm, user=User(email=found.email, name=name))
    if request.method == "POST" and form.is_valid():
        try:
            person, user = services.open_with_password(
                request=found,
                password=form.cleaned_data["password1"],
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return _welcome(request, person, user)
    return render(request, "registrants/open_password.html", {"form": form, "found": found})


def _welcome(request, person, user) -> HttpResponse:
    request.session.pop(OPENING, None)
    answer = perform_login(request, user, redirect_url=reverse("compliance:statement"))
    if person.u_reference:
        words = _("Your account is open. Your reference is %(reference)s: give it to providers.")
        messages.success(request, words % {"reference": person.u_reference})
    else:
        messages.success(request, _("Your account is open. This is your statement."))
    return answer
