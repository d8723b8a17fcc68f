"""What people thought of the provider's CET, without who they are (decisions.md 30)."""

from operator import itemgetter

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from approvals import queries as approval_queries
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import in_order, page_of
from sessions_events import permissions, queries
from sessions_events.rules.opinions import LEAST_SHOWN, opinion
from sessions_events.views import trends

SORTS = {
    "number": "event__application__c_number",
    "title": "event__application__title",
    "ratings": "ratings",
    "comments": "comments",
}
COLUMNS = (
    (gettext_lazy("Number"), itemgetter("event__application__c_number")),
    (gettext_lazy("CET"), itemgetter("event__application__title")),
    (
        gettext_lazy("Average"),
        lambda row: f"{row['average']:.1f}" if row["ratings"] >= LEAST_SHOWN else None,
    ),
    (gettext_lazy("Ratings"), itemgetter("ratings")),
    (gettext_lazy("Comments"), itemgetter("comments")),
)
# As on the page: no name, no date, and the event only where nobody can be recognised by it.
COMMENT_COLUMNS = (
    (
        gettext_lazy("Comment"),
        lambda rating: None if rating.hidden_at else rating.comment,
    ),
    (
        gettext_lazy("Event"),
        lambda rating: rating.event.ev_number if rating.of_event >= LEAST_SHOWN else None,
    ),
    (gettext_lazy("Hidden by GOC staff, because"), "hidden_reason"),
)


@require_safe
@access(Permission.RATING_READ)
def ratings(request):
    """Each rated CET with its figures."""
    rows = queries.ratings_of(request.actor)
    rows = in_order(request, rows, SORTS, then="event__application__c_number")
    if exports.wanted(request):
        return exports.csv_response(_("ratings"), COLUMNS, rows)
    page = page_of(request, rows)
    return render(request, "sessions_events/ratings.html", {"page": page, "least": LEAST_SHOWN})


def find_cet(request, c_number: str):
    """The CET, if the actor may see it; else 404."""
    cet = approval_queries.visible_to(request.actor).filter(c_number=c_number).first()
    if cet is None:
        raise Http404(_("There is no such CET."))
    return cet


@require_safe
@access(Permission.RATING_READ)
def ratings_of_cet(request, c_number):
    """Distribution, trend by event, comments of one CET, and what the provider changed."""
    actor, cet = request.actor, find_cet(request, c_number)
    comments = queries.comments_of(actor, event__application=cet)
    if exports.wanted(request):
        return exports.csv_response(_("comments"), COMMENT_COLUMNS, comments)
    return render(
        request,
        "sessions_events/ratings_of_cet.html",
        {
            "cet": cet,
            "opinion": opinion(queries.scores_of(actor, event__application=cet)),
            "trend": trends.by_event(queries.rated_events(actor, cet)),
            "improvements": queries.improvements_visible_to(actor, c_number),
            "may_write": permissions.may_say_what_changed(actor, cet, at=clock.now()) is None,
            "page": page_of(request, comments),
            "least": LEAST_SHOWN,
        },
    )


@require_safe
@access(Permission.RATING_READ)
def ratings_of_event(request, ev_number):
    """The same of one event, where it has so many ratings that nobody can be recognised."""
    actor = request.actor
    event = get_object_or_404(queries.events_visible_to(actor), ev_number=ev_number)
    found = opinion(queries.scores_of(actor, event=event))
    apart = trends.is_apart(event, queries.rated_events(actor, event.application))
    comments = queries.comments_of(actor, event=event)
    if found.total < LEAST_SHOWN:
        comments = comments.none()
    if exports.wanted(request):
        return exports.csv_response(_("comments"), COMMENT_COLUMNS, comments)
    return render(
        request,
        "sessions_events/ratings_of_event.html",
        {
            "event": event,
            "opinion": found,
            "apart": apart,
            "trend": trends.by_month(queries.rated_months(actor, event)) if apart else None,
            "page": page_of(request, comments),
            "least": LEAST_SHOWN,
        },
    )
