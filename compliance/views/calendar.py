"""A registrant's own calendar: a secret address that can be changed and ended."""

from datetime import datetime, time

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access, public
from cet_portal.core.clock import LONDON
from cet_portal.core.notifications import address_of
from compliance import queries
from registrants import queries as register_queries
from registrants import services as register_services
from sessions_events.rules.calendars import Entry
from sessions_events.views.calendars import calendar_answer, entries_of

RATES = {"own_calendar": "60/m/ip"}
SHOWN_ONCE = "calendar_address_made"


@require_safe
@access(Permission.STATEMENT_READ_OWN)
@never_cache
def calendar_page(request):
    """What the feed is, whether there is one, and its address just after it was made."""
    token = request.session.pop(SHOWN_ONCE, None)
    address = address_of(reverse("compliance:own_calendar", args=[token])) if token else ""
    feed = register_queries.feed_of(request.actor)
    return render(request, "compliance/calendar.html", {"feed": feed, "address": address})


@require_POST
@access(Permission.STATEMENT_READ_OWN)
def new_calendar(request):
    """A new address; the one before stops working."""
    request.session[SHOWN_ONCE] = register_services.new_feed(actor=request.actor, at=clock.now())
    return redirect("compliance:calendar_page")


@require_POST
@access(Permission.STATEMENT_READ_OWN)
def end_calendar(request):
    """No address works from now on."""
    register_services.end_feed(actor=request.actor, at=clock.now())
    messages.success(request, _("The calendar address is off."))
    return redirect("compliance:calendar_page")


@require_safe
@public
def own_calendar(request, token):
    """The calendar of whose secret this is, for a calendar to ask again and again."""
    allowed = ratelimit.consume(
        request, app="compliance", action="own_calendar", config=RATES, limit_get=True
    )
    if not allowed:
        return _sentence(_("Too many requests from your network. Ask again in a minute."), 429)
    feed = register_queries.feed_with(token)
    if feed is None:
        return _sentence(_("This calendar address is off."), 404)
    actor = register_queries.acting_as(feed.registrant_id)
    days = [_entry_of(request, day) for day in queries.own_days(actor, clock.now())]
    events = entries_of(request, queries.marked_events(actor))
    return calendar_answer(request, _("My CET"), [*days, *events], name=_("my-cet"), private=True)


def _entry_of(request, day) -> Entry:
    return Entry(
        uid=f"{day.mark}@mycet",
        title=day.title,
        starts_at=day.starts_at or datetime.combine(day.day, time(), tzinfo=LONDON),
        ends_at=day.ends_at or datetime.combine(day.day, time(23, 59), tzinfo=LONDON),
        revision=0,
        revised_at=day.since,
        url=request.build_absolute_uri(day.path or reverse("compliance:statement")),
        place="",
        description=" ".join(filter(None, [day.words, _sum_of(day)])),
        all_along=day.starts_at is None,
    )


def _sum_of(day) -> str:
    """How a due date was worked out, as messages say it."""
    if day.deadline is None:
        return ""
    return render_to_string("emails/_sum.txt", {"deadline": day.deadline}).strip()


def _sentence(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
