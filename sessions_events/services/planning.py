"""Sessions and events before and after delivery."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.models import CetApplication
from cet_portal.core import audit, holidays
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.double_click import made_just_now
from cet_portal.core.numbering import next_number
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workdays import Deadline
from cet_portal.scheme import limits
from providers import queries as provider_queries
from sessions_events import notifications, permissions, workflow
from sessions_events.enums import EventStatus
from sessions_events.models import Event, Session


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

    `region`: one of `enums.Region`. `latitude` and `longitude`: degrees, both or neither.
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
        "region": region,
        "latitude": latitude,
        "longitude": longitude,
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

    `details`: capacity, price, booking_link, contact, open_to_all. Refused outside the session's days.
    Pressed twice gives the first.
    """
    last_day = london_date(ends_at)
    require(permissions.may_add_event(actor, session, application, last_day=last_day, at=at))
    if not session.start <= london_date(starts_at) <= last_day <= session.end:
        raise Refused(Refusal(_("The event has to lie within the days of its session.")))
    values = {
        "provider": provider_queries.lock(session.provider_id),
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
    deadline = Deadline.explain(
        last_day,
        limits.DECLARE_AND_UPLOAD_WORKING_DAYS,
        holidays.current(),
        rule=limits.RULE_DECLARE_AND_UPLOAD,
    )
    event = Event.objects.create(
        ev_number=next_number("EV"),
        made_at=at,
        made_by_id=actor.user_id,
        **values,
        **deadline.as_fields(),
        **workflow.event.born(EventStatus.PLANNED),
    )
    audit.record("event.add", event, actor=actor, at=at, c_number=application.c_number)
    return event


def cancel_event(*, event: Event, reason: str, actor: Actor, at: datetime) -> Event:
    """Before it begins; it leaves the directory and owes nothing."""
    return workflow.event.move(event, "cancel", actor=actor, at=at, reason=reason)


@transaction.atomic
def tell_overdue(*, event: Event, actor: Actor, at: datetime) -> None:
    """Mail the provider that its event is overdue; once for each event."""
    event.overdue_told_on = london_date(at)
    event.save(update_fields=["overdue_told_on"])
    audit.record("event.overdue", event, actor=actor, at=at, due_on=str(event.due_on))
    notifications.Overdue(event).send(at=at)
