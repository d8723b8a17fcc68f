"""An event, or what a search finds, for calendars."""

import hashlib

from allauth.core.internal import ratelimit
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from cet_portal.core import clock
from cet_portal.core.access import public
from sessions_events import queries
from sessions_events.queries import searching
from sessions_events.rules.calendars import Entry, calendar
from sessions_events.views.directory import MOST_IN_FEED, search_form
from sessions_events.views.visitors import CALLED_OFF, place_words, with_last_day_to_accept

SECONDS = 15 * 60
# From one network. A calendar asks every few hours, an office of many calendars more often.
RATES = {"calendar": "60/m/ip"}
TOO_MANY = gettext_lazy("Too many requests from your network. Ask again in a minute."), 429


@require_safe
@public
def event_calendar(request, ev_number):
    """One open event, cancelled or not, as a file to put into one's calendar."""
    if not _may_ask(request):
        return _sentence(*TOO_MANY)
    event = get_object_or_404(queries.public_event(ev_number))
    return _answer(request, event.application.title, [event], name=ev_number)


@require_safe
@public
def feed(request):
    """The events that a search finds, for a calendar to ask again and again."""
    if not _may_ask(request):
        return _sentence(*TOO_MANY)
    form, at = search_form(request), clock.now()
    search = form.search()
    if form.errors:  # a calendar would show all events, and nobody would see why
        return _sentence(_wrong(form), 400)
    found = searching.matching(queries.upcoming(at), search)
    gone = searching.matching(queries.called_off(at), search)
    events = list(searching.ordered(found, at, by_distance=False)[: MOST_IN_FEED + 1])
    more = []
    if len(events) > MOST_IN_FEED:
        more = [_more(request, events.pop(), found.count() - MOST_IN_FEED)]
    events += gone[:MOST_IN_FEED]
    return _answer(request, _("CET events"), events, name=_("cet-events"), more=more)


def _may_ask(request) -> bool:
    return bool(
        ratelimit.consume(
            request, app="sessions_events", action="calendar", config=RATES, limit_get=True
        )
    )


def _sentence(text: str, status: int) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    if status == TOO_MANY[1]:
        response["Retry-After"] = "60"
    return response


def _wrong(form) -> str:
    """What is wrong with the search, in sentences that name the fields."""
    lines = [
        sentence if str(form[name].label) in sentence else f"{form[name].label}: {sentence}"
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
    return "\n".join([_("This calendar has no events, as its search is not clear."), *lines])


def _more(request, event, count: int) -> Entry:
    """The last entry of a feed that is cut: how many are left out, on the day of the first."""
    address = reverse("sessions_events:directory")
    query = request.GET.urlencode()
    mark = hashlib.sha256(query.encode()).hexdigest()[:16]
    words = ngettext(
        "%(count)d more event from here on is not in this calendar",
        "%(count)d more events from here on are not in this calendar",
        count,
    ) % {"count": count}
    return Entry(
        uid=f"more-{mark}@mycet",
        title=words,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        revision=0,
        revised_at=event.made_at,
        url=request.build_absolute_uri(f"{address}?{query}" if query else address),
        place="",
        description=_("A calendar holds the first %(most)d events of a search. Narrow the search.")
        % {"most": MOST_IN_FEED},
        all_along=True,
    )


def entries_of(request, events) -> list[Entry]:
    """These events as a calendar shows them, in two queries."""
    revisions = queries.revisions(events)
    return [_entry(request, event, revisions) for event in with_last_day_to_accept(events)]


def _answer(request, title, events, *, name, more=()) -> HttpResponse:
    return calendar_answer(request, title, [*entries_of(request, events), *more], name=name)


def calendar_answer(request, title, entries, *, name, private=False) -> HttpResponse:
    """The calendar file `name`.ics; asked again without a change, next to nothing.

    `private`: it is one person's, and nobody between may keep it.
    """
    tag = f'"{hashlib.sha256(repr((title, entries)).encode()).hexdigest()[:32]}"'
    # A calendar that asks again for what has not changed costs no writing.
    unchanged = get_conditional_response(request, etag=tag)
    response = unchanged or HttpResponse(
        calendar(title, entries), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.ics")
    response["ETag"] = tag
    if private:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=SECONDS)
    return response


def _entry(request, event, revisions) -> Entry:
    session, cet = event.session, event.application
    revision, revised_at = revisions.get(event.pk, (0, event.made_at))
    address = reverse("sessions_events:public_event", args=[event.ev_number])
    position = None if session.latitude is None else (session.latitude, session.longitude)
    return Entry(
        uid=f"{event.ev_number}@mycet",
        title=cet.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        revision=revision,
        revised_at=max(revised_at, event.made_at),
        url=request.build_absolute_uri(address),
        place=place_words(session),
        description=_description(event),
        cancelled=event.status in CALLED_OFF,
        all_along=event.is_distance_learning,
        position=None if session.online else position,
    )


def _description(event) -> str:
    cet = event.application
    lines = [
        _("Provider: %(name)s") % {"name": cet.provider.name},
        _("CET: %(c_number)s, event %(ev_number)s")
        % {"c_number": cet.c_number, "ev_number": event.ev_number},
        event.price and _("Price: %(price)s") % {"price": event.price},
        event.booking_link and _("Book: %(link)s") % {"link": event.booking_link},
        event.contact and _("Contact: %(contact)s") % {"contact": event.contact},
        event.accept_by
        and _("Accept its points by %(day)s: the cycle ends then.")
        % {"day": date_format(event.accept_by, "j F Y")},
    ]
    return "\n".join(line for line in lines if line)
