"""The public page that shows what a certificate says now."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cet_portal.core.access import public
from cet_portal.core.forms import say_what_is_missing
from sessions_events import queries
from sessions_events.forms.certificates.checking import CheckForm
from sessions_events.rules.codes import grouped, read_code

# Codes asked for from one network.
RATES = {"check": "60/m/ip,600/h/ip"}
NOT_FOUND, TOO_MANY = 404, 429


@require_safe
@public
@never_cache
def check(request):
    """The form for a code."""
    form = CheckForm(request.GET) if "code" in request.GET else CheckForm()
    say_what_is_missing(form)
    if form.is_bound and form.is_valid():
        return redirect("sessions_events:check_code", form.cleaned_data["code"])
    return _page(request, {"form": form})


@require_safe
@public
@never_cache
def check_code(request, code):
    """What the certificate with this code says now, also if it was withdrawn."""
    plain = read_code(code)
    if plain and plain != code:
        return redirect("sessions_events:check_code", plain)
    form = CheckForm({"code": grouped(code)})
    form.is_valid()
    allowed = ratelimit.consume(
        request, app="sessions_events", action="check", config=RATES, limit_get=True
    )
    if not allowed:
        form.add_error(
            "code",
            _("Too many codes were asked for from your network. Try again in a minute."),
        )
        return _page(request, {"form": form}, status=TOO_MANY)
    certificate = queries.certificate_with_code(plain)
    if certificate is None:
        form.add_error(
            "code",
            _(
                "There is no certificate with this code. Look whether it is typed as it stands on "
                "the certificate; if it is, the portal has not issued that certificate."
            ),
        )
        return _page(request, {"form": form}, status=NOT_FOUND)
    return _page(
        request,
        {
            "form": CheckForm(),
            "certificate": certificate,
            "said": queries.what_it_says(certificate),
            "address": f"{settings.SITE_ADDRESS}{request.path}",
        },
    )


def _page(request, context: dict, status: int = 200):
    answer = render(request, "sessions_events/check.html", context, status=status)
    # Somebody's certificate is nothing for a search engine, nor its code for the next page.
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
