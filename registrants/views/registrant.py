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


@require_POST
@access(Permission.POINTS_ACCEPT)
def accept(request, entry_id):
    """Accept one pending line; pressed twice it says so and changes nothing."""
    entry = get_object_or_404(queries.statement_of(request.actor), pk=entry_id)
    try:
        accepted = [services.accept(entry=entry, actor=request.actor, at=clock.now())]
    except Refused:
        entry.refresh_from_db()
        if entry.status != PointStatus.ACCEPTED:
            raise
        accepted = []
    return _back_to_the_statement(request, accepted)


@require_POST
@access(Permission.POINTS_ACCEPT)
def accept_all(request):
    """Accept everything that is pending."""
    accepted = services.accept_all(actor=request.actor, at=clock.now())
    return _back_to_the_statement(request, accepted)


def _back_to_the_statement(request, accepted):
    """Say how many points it were; the statement then offers to rate what was accepted."""
    address = reverse("compliance:statement")
    if not accepted:
        messages.info(request, _("Nothing was waiting for you: these points are accepted already."))
        return redirect(address)
    points = sum(entry.total for entry in accepted)
    messages.success(
        request,
        ngettext("%(number)s point accepted.", "%(number)s points accepted.", points)
        % {"number": points},
    )
    query = urlencode({"accepted": ",".join(str(entry.pk) for entry in accepted[:30])})
    return redirect(f"{address}?{query}")
