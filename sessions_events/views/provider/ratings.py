"""What people thought of the provider's CET, without who they are (decisions.md 30)."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from approvals import queries as approval_queries
from cet_portal.accounts.roles import Permission
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from sessions_events import queries
from sessions_events.rules.opinions import LEAST_SHOWN, opinion

SORTS = {
    "number": "event__application__c_number",
    "title": "event__application__title",
    "ratings": "ratings",
    "comments": "comments",
}


@require_safe
@access(Permission.RATING_READ)
def ratings(request):
    """Each rated CET with its figures."""
    page = page_of(request, queries.ratings_of(request.actor))
    return render(request, "sessions_events/ratings.html", {"page": page, "least": LEAST_SHOWN})


@require_safe
@access(Permission.RATING_READ)
def ratings_of_cet(request, c_number):
    """Distribution and comments of one CET."""
    rows = queries.ratings_of_cet(request.actor, c_number)
    cet = approval_queries.visible_to(request.actor).filter(c_number=c_number).first()
    if cet is None:
        raise Http404(_("There is no such CET."))
    return render(
        request,
        "sessions_events/ratings_of_cet.html",
        {
            "cet": cet,
            "opinion": opinion(queries.scores_of_cet(request.actor, c_number)),
            "page": page_of(request, rows.exclude(comment="")),
            "least": LEAST_SHOWN,
        },
    )
