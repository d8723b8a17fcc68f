"""Links that show one's record to somebody else."""

from datetime import timedelta

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access, public
from cet_portal.core.forms import bind_form
from cet_portal.core.notifications import address_of
from cet_portal.scheme import limits
from compliance import queries
from compliance.forms.sharing import ShareForm
from compliance.views.transcript import USUAL, pdf_of
from registrants import queries as register_queries
from registrants import services as register_services

# Secrets tried from one network.
RATES = {"share": "60/m/ip"}
NOT_FOUND, TOO_MANY = 404, 429
SHOWN_ONCE = "share_link_made"


@require_safe
@access(Permission.STATEMENT_READ_OWN)
@never_cache
def share_links(request):
    """One's own links; the address of one just made is shown here once."""
    token = request.session.pop(SHOWN_ONCE, None)
    address = address_of(reverse("compliance:shared", args=[token])) if token else ""
    return render(
        request,
        "compliance/share_links.html",
        {
            "links": register_queries.share_links_of(request.actor),
            "address": address,
            "today": clock.today(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.STATEMENT_READ_OWN)
def share(request):
    """What to show, to whom, and until when."""
    today = clock.today()
    periods = queries.own_periods(request.actor, today)
    initial = {
        "cycles": [each.name for each in periods[:1]],
        "parts": USUAL,
        "expires_on": today + timedelta(days=limits.SHARE_LINK_DAYS),
    }
    form = bind_form(request, ShareForm, initial=initial, periods=periods, today=today)
    if request.method == "POST" and form.is_valid():
        _link, token = register_services.share(
            **form.cleaned_data, actor=request.actor, at=clock.now()
        )
        request.session[SHOWN_ONCE] = token
        return redirect("compliance:share_links")
    return render(request, "compliance/share.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.STATEMENT_READ_OWN)
def revoke(request, link_id):
    """Says what will happen; pressed, the link shows nothing from then on."""
    link = get_object_or_404(register_queries.share_links_of(request.actor), pk=link_id)
    if request.method == "POST":
        register_services.revoke(link=link, actor=request.actor, at=clock.now())
        messages.success(request, _("The link for %(label)s is off.") % {"label": link.label})
        return redirect("compliance:share_links")
    return render(request, "compliance/revoke.html", {"link": link})


@require_safe
@public
@never_cache
def shared(request, token):
    """What a link shows: the record as it is now, or that the link is off. Never who else."""
    allowed = ratelimit.consume(
        request, app="compliance", action="share", config=RATES, limit_get=True
    )
    now = clock.now()
    link = register_queries.link_with(token, clock.today()) if allowed else None
    if link is None:
        status = NOT_FOUND if allowed else TOO_MANY
        return _private(
            render(request, "compliance/shared_over.html", {"allowed": allowed}, status=status)
        )
    register_services.opened(link=link, actor=request.actor, at=now)
    found = queries.transcript(
        register_queries.acting_as(link.registrant_id),
        cycles=link.cycles,
        parts=link.parts,
        today=clock.today(),
    )
    if request.GET.get("format") == "pdf":
        return _private(pdf_of(found))
    context = {"link": link, "transcript": found}
    return _private(render(request, "compliance/shared.html", context))


def _private(answer):
    # Somebody's record is nothing for a search engine, nor its secret for the next page.
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
