"""The directory for everybody: events to come, approved CET, one event."""

from django.shortcuts import get_object_or_404, render
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from approvals.queries import outcomes
from cet_portal.core import clock, exports
from cet_portal.core.access import public
from cet_portal.core.lists import page_of
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience
from sessions_events import queries
from sessions_events.forms.reading import DirectoryFilter
from sessions_events.forms.searching import EventSearchForm, addresses_of
from sessions_events.permissions.marking import may_book, may_sign_in
from sessions_events.queries import marking, searching
from sessions_events.rules import changes
from sessions_events.views.visitors import (
    FILTER_NAMES,
    place_words,
    standing_for_visitors,
    with_last_day_to_accept,
)

MOST_TITLES = 5  # of CET without an event, below the events
MOST_CALLED_OFF = 25
MOST_IN_FEED = 250  # events in the calendar of a search
POINTS = tuple(
    (
        format_lazy(gettext_lazy("Points for {audience}"), audience=audience.label),
        outcomes.points_for(audience),
    )
    for audience in Audience
)
CET_COLUMNS = (
    (gettext_lazy("Number"), "c_number"),
    (gettext_lazy("Title"), "title"),
    (gettext_lazy("Provider"), "provider.name"),
    (gettext_lazy("Way of learning"), "modality.name"),
    *POINTS,
    (gettext_lazy("Competency units"), lambda cet: ", ".join(cet.units)),
    (gettext_lazy("Approval ends"), "approval_ends"),
    (gettext_lazy("Events to come"), lambda cet: cet.to_come or 0),
)
EVENT_COLUMNS = (
    (gettext_lazy("Event"), "ev_number"),
    (gettext_lazy("CET"), "application.c_number"),
    (gettext_lazy("Title"), "application.title"),
    (gettext_lazy("Provider"), "provider.name"),
    (gettext_lazy("Way of learning"), "application.modality.name"),
    (gettext_lazy("Starts"), "starts_at"),
    (gettext_lazy("Ends"), "ends_at"),
    (gettext_lazy("Where"), lambda event: place_words(event.session)),
    (gettext_lazy("Region"), "session.get_region_display"),
    (
        gettext_lazy("Miles"),
        lambda event: "" if event.miles is None else round(event.miles, 1),
    ),
    (gettext_lazy("Price"), "price"),
    (gettext_lazy("Booking link"), "booking_link"),
)


def search_form(request) -> EventSearchForm:
    """The filters of the address."""
    return EventSearchForm(
        request.GET or None,
        modalities=scheme_queries.modalities().values_list("code", "name"),
        units=scheme_queries.units(),
    )


@require_safe
@public
def directory(request):
    """Every open event to come, filtered and sorted in the address."""
    at, form = clock.now(), search_form(request)
    search, events = form.search(), queries.upcoming(at)
    by_distance = search.place is not None and request.GET.get("sort") != "date"
    rows = searching.ordered(searching.matching(events, search), at, by_distance=by_distance)
    rows = searching.for_a_list(rows)
    if exports.wanted(request):
        return exports.csv_response(_("events"), EVENT_COLUMNS, rows)
    page = page_of(request, rows)
    page.object_list = with_last_day_to_accept(page)
    others = queries.without_event(search, at=at)
    found = bool(page.paginator.count)
    called_off = searching.matching(queries.called_off(at), search)
    context = {
        "form": form,
        "page": page,
        "at": at,
        "place": search.place,
        "by_distance": by_distance,
        "called_off": called_off[:MOST_CALLED_OFF],
        "called_off_count": called_off.count(),
        "feed_cut": page.paginator.count > MOST_IN_FEED,
        "most_in_feed": MOST_IN_FEED,
        "beside": searching.beside(events, search),
        "emptied": [] if found else _emptied(request, searching.emptied_by(events, search)),
        "without_event": others[:MOST_TITLES],
        "without_event_count": others.count(),
    }
    return render(request, "sessions_events/directory.html", context)


def _emptied(request, found) -> list[dict]:
    """Each way out of an empty list: what to leave out, how many are found then, the address."""
    ways = []
    for names, count in found:
        query = request.GET.copy()
        for name in ["page", *addresses_of(names)]:
            query.pop(name, None)
        words = _(" and ").join(str(FILTER_NAMES[name]) for name in names)
        ways.append({"words": words, "count": count, "query": f"?{query.urlencode()}"})
    return ways


@require_safe
@public
def cet_list(request):
    """Approved CET, with or without an event to come, filtered in the address."""
    form = DirectoryFilter(
        request.GET or None,
        modalities=scheme_queries.modalities().values_list("code", "name"),
    )
    search = searching.Search(**form.values()) if form.is_bound else searching.EMPTY
    rows = queries.directory(search, at=clock.now())
    if exports.wanted(request):
        return exports.csv_response(_("directory"), CET_COLUMNS, rows)
    return render(
        request, "sessions_events/cet_list.html", {"form": form, "page": page_of(request, rows)}
    )


@require_safe
@public
def public_event(request, ev_number):
    """One open event: to come, open, over, or called off."""
    at = clock.now()
    event = get_object_or_404(queries.public_event(ev_number), ev_number=ev_number)
    with_last_day_to_accept([event])
    change = queries.changes_for_visitors([event]).get(event.pk)
    return render(
        request,
        "sessions_events/public_event.html",
        {
            "event": event,
            "at": at,
            "today": clock.london_date(at),
            "change": change,
            "changed": changes.told_visitors(change.values) if change else "",
            "cet": queries.directory(at=at).filter(pk=event.application_id).first(),
            "approvals": event.application.approvals.order_by("audience"),
            "standing": standing_for_visitors(event, at),
            "listed": queries.upcoming(at).filter(pk=event.pk).exists(),
            "mark": marking.mark_on(request.actor, ev_number),
            "can_book": may_book(request.actor, event, at=at) is None,
            "can_sign_in": may_sign_in(request.actor, event, at=at) is None,
        },
    )
