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
from registrants.views.passed_over import sentences

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
        # The statement says what became of the line instead.
        accepted = []
    return _back_to_the_statement(request, accepted, [entry_id])


@require_POST
@access(Permission.POINTS_ACCEPT)
def accept_all(request):
    """Accept everything that is pending, or what is ticked, in one request."""
    lines = queries.pending_of(request.actor)
    # What the page showed: of these one wants to know why they were not accepted.
    wanted = _keys(request.POST.get("shown", "").split(","))
    if request.POST.get("what") == TICKED:
        keys = _keys(request.POST.getlist("line"))
        if not keys:
            messages.error(request, _("Tick what you want to accept."))
            return redirect("compliance:statement")
        lines, wanted = lines.filter(pk__in=keys), keys
    general = _keys(
        name.removeprefix(AS)
        for name, value in request.POST.items()
        if name.startswith(AS) and value == GENERAL
    )
    accepted = services.accept_lines(
        lines=lines, actor=request.actor, at=clock.now(), as_general=general
    )
    return _back_to_the_statement(request, accepted, wanted)


def _keys(texts):
    """The keys among what a form sent; nonsense is no key."""
    numbers = (int(text) for text in texts if text.isascii() and text.isdigit())
    return [number for number in numbers if number <= LARGEST_KEY]


def _back_to_the_statement(request, accepted, wanted):
    """Say how many points it were, and what became of the others that were `wanted` (by key);
    the statement then offers to rate what was accepted."""
    address = reverse("compliance:statement")
    missed = set(wanted) - {entry.pk for entry in accepted}
    passed_over = queries.statement_of(request.actor).filter(pk__in=missed)
    why = " ".join(sentences(passed_over, today=clock.today()))
    if not accepted:
        messages.info(request, f"{_('Nothing was accepted.')} {why}" if why else _nothing_waits())
        return redirect(address)
    messages.success(request, _said_of(accepted))
    if why:
        messages.info(request, why)
    keys = ",".join(str(entry.pk) for entry in accepted[:MOST_TO_RATE])
    return redirect(f"{address}?{urlencode({'accepted': keys})}")


def _said_of(accepted):
    """How many points, and how many of them do not count yet."""
    points = sum(entry.total for entry in accepted)
    said = ngettext("%(number)s point accepted.", "%(number)s points accepted.", points)
    without = sum(entry.total for entry in queries.unwritten_of(accepted))
    if without:
        said += " " + ngettext(
            "%(without)s of them is for peer review without its reflection statement: it does not "
            "count until you write it.",
            "%(without)s of them are for peer review without its reflection statement: they do "
            "not count until you write it.",
            without,
        )
    return said % {"number": points, "without": without}


def _nothing_waits():
    return _("Nothing was accepted: nothing was waiting for you any more.")
