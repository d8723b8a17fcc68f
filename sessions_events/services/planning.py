"""Sessions, and events put into them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.models import CetApplication
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.double_click import made_just_now
from cet_portal.core.numbering import next_number
from cet_portal.core.permissions import Refusal, Refused, require
from providers import queries as provider_queries
from sessions_events import permissions, queries, workflow
from sessions_events.enums import EventStatus
from sessions_events.models import Event, Session
from sessions_events.services.owing import duties


@transaction.atomic
def plan_session(
    *,
    provider_id: int,
    name: str,
    start: date,
    end: date,
    online: bool = False,
    venue: str = "",
    address: str = "",
    town: str = "",
    region: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    actor: Actor,
    at: datetime,
) -> Session:
    """A place and a period, dates inclusive; gets its S-number. Pressed twice gives the first.

    `region`: one of `enums.Region`. `latitude` and `longitude`: degrees, both or neither; without
    them they are those of the town, if it is a known one.
    """
    require(permissions.may_plan(actor, provider_id, at=at))
    values = {
        "provider": provider_queries.lock(provider_id),
        "name": name,
        "start": start,
        "end": end,
        "online": online,
        "venue": venue,
        "address": address,
        "town": town,
        **queries.located(
            online=online, town=town, region=region, latitude=latitude, longitude=longitude
        ),
    }
    pressed_twice = made_just_now(Session.objects.all(), actor=actor, at=at, **values)
    if pressed_twice:
        return pressed_twice
    session = Session.objects.create(
        s_number=next_number("S"), made_at=at, made_by_id=actor.user_id, **values
    )
    audit.record("session.plan", session, actor=actor, at=at)
    return session


@transaction.atomic
def add_event(
    *,
    session: Session,
    application: CetApplication,
    starts_at: datetime,
    ends_at: datetime,
    actor: Actor,
    at: datetime,
    **details: Any,
) -> Event:
    """Put approved CET into a session; gets its EV-number and the date to declare and upload.

    `details`: capacity, price, booking_link, contact, open_to_all. Refused outside the
    session's days. Pressed twice gives the first.
    """
    provider = provider_queries.lock(session.provider_id)
    try:
        session.refresh_from_db()  # its days may have been changed since the form was opened
    except Session.DoesNotExist:
        raise Refused(Refusal(_("This session was removed meanwhile."))) from None
    refuse_days(
        session=session,
        application=application,
        starts_at=starts_at,
        ends_at=ends_at,
        actor=actor,
        at=at,
    )
    values = {
        "provider": provider,
        "session": session,
        "application": application,
        "starts_at": starts_at,
        "ends_at": ends_at,
        **details,
    }
    planned = Event.objects.filter(status=EventStatus.PLANNED)
    pressed_twice = made_just_now(planned, actor=actor, at=at, **values)
    if pressed_twice:
        return pressed_twice
    event = Event.objects.create(
        ev_number=next_number("EV"),
        made_at=at,
        made_by_id=actor.user_id,
        **values,
        **workflow.event.born(EventStatus.PLANNED),
    )
    duties.lay(event)
    audit.record("event.add", event, actor=actor, at=at, c_number=application.c_number)
    return event


def refuse_days(
    *,
    session: Session,
    application: CetApplication,
    starts_at: datetime,
    ends_at: datetime,
    actor: Actor,
    at: datetime,
) -> None:
    """Raise `Refused` where this CET cannot be held at these times in this session."""
    if ends_at <= starts_at:
        raise Refused(Refusal(_("End must be later than the start.")))
    first_day, last_day = london_date(starts_at), london_date(ends_at)
    require(
        permissions.may_add_event(
            actor, session, application, first_day=first_day, last_day=last_day, at=at
        )
    )
    if not session.start <= first_day <= last_day <= session.end:
        raise Refused(Refusal(_("The event has to lie within the days of its session.")))
