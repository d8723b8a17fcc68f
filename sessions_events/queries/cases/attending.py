"""Events that somebody may have attended."""

from datetime import date, datetime

from django.db.models import Q

from cet_portal.core.numbering import as_written
from sessions_events.enums import EventStatus
from sessions_events.models import Event
from sessions_events.queries.cases.lists import MOST_WORDS

MOST_FOUND = 20


def attended(text: str, day: date | None, *, at: datetime):
    """Events that somebody may have attended: by EV-number any; by words of title or provider, or
    the day, those that were open to all, as an invitation is nobody else's business.

    Over, or distance learning that has begun; the latest first.
    """
    begun = Q(ends_at__lte=at) | Q(application__modality__distance=True, starts_at__lte=at)
    rows = Event.objects.filter(begun).exclude(status=EventStatus.CANCELLED)
    number = as_written(text.strip())
    number = f"EV-{number}" if number.isdecimal() else number
    numbered = Q(ev_number__iexact=number) if text.strip() else Q(pk__in=())
    like = Q(open_to_all=True)
    for word in text.split()[:MOST_WORDS]:
        like &= (
            Q(application__title__icontains=word)
            | Q(provider__name__icontains=word)
            | Q(session__name__icontains=word)
            | Q(session__town__icontains=word)
            | Q(application__c_number__iexact=as_written(word))
        )
    if day:
        like &= Q(session__start__lte=day, session__end__gte=day)
    found = rows.filter(numbered | like) if text.strip() or day else rows.none()
    return found.select_related("application", "provider", "session").order_by("-ends_at", "-pk")


def attended_numbered(ev_number: str, *, at: datetime):
    """The event with this number, if somebody may have attended it."""
    return attended(ev_number, None, at=at).filter(ev_number=ev_number)
