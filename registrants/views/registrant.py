"""Accepting points. The statement itself is a page of compliance."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.enums import PointStatus

TICKED = "ticked"
# Beside each specialist line the form asks how to count it.
AS, GENERAL = "as_", "general"
# What an address can carry, and what PostgreSQL can hold as a key.
MOST_TO_RATE, LARGEST_KEY = 30, 2**63 - 1


@require_POST
@access(Permission.POINTS_ACCEPT)
def accept(request, entry_id):
    """Accept one pending line; pressed twice it says so and changes nothing."""
    entry = get_object_or_404(queries.statement_of(request.actor), pk=entry_id)
    as_general = request.POST.get(f"{AS}{entry_id}") == GENERAL
    try:
        accepted = [
            services.accept(entry=entry, actor=request.actor, at=clock.now(), as_general=as_general)
        ]
    except Refused:
        entry.refresh_from_db()
        if entry.status != PointStatus.ACCEPTED:
            raise
        accepted = []
    return _back_to_the_statement(request, accepted)


@require_POST
@access(Permission.POINTS_ACCEPT)
def accept_all(request):
    """Accept everything that is pending, or what is ticked, in one request."""
    lines = queries.pending_of(request.actor)
    if request.POST.get("what") == TICKED:
        keys = _keys(request.POST.getlist("line"))
        if not keys:
            messages.error(request, _("Tick what you want to accept."))
            return redirect("compliance:statement")
        lines = lines.filter(pk__in=keys)
    general = _keys(
        name.removeprefix(AS)
        for name, value in request.POST.items()
        if name.startswith(AS) and value == GENERAL
    )
    accepted = services.accept_lines(
        lines=lines, actor=request.actor, at=clock.now(), as_general=general
    )
    return _back_to_the_statement(request, accepted)


def _keys(texts):
    """The keys among what a form sent; nonsense is no key."""
    numbers = (int(text) for text in texts if text.isascii() and text.isdigit())
    return [number for number in numbers if number <= LARGEST_KEY]


def _back_to_the_statement(request, accepted):
    """Say how many points it were; the statement then offers to rate what was accepted."""
    address = reverse("compliance:statement")
    if not accepted:
        messages.info(
            request,
            _("Nothing was waiting for you: these points are accepted already."),
        )
        return redirect(address)
    points = sum(entry.total for entry in accepted)
    messages.success(
        request,
        ngettext("%(number)s point accepted.", "%(number)s points accepted.", points)
        % {"number": points},
    )
    keys = ",".join(str(entry.pk) for entry in accepted[:MOST_TO_RATE])
    return redirect(f"{address}?{urlencode({'accepted': keys})}")
