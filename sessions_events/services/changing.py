"""Changes of what is planned, before delivery."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from providers import queries as provider_queries
from sessions_events import notifications, permissions, queries
from sessions_events.models import Change, Event, Session
from sessions_events.rules import changes
from sessions_events.services.owing import duties
from sessions_events.services.planning import refuse_days

# Where a session is; fixed once one of its events has begun.
PLACE = ("name", "online", "venue", "address", "town", "region", "latitude", "longitude")


class ChangedMeanwhile(Exception):
    """Somebody else changed it since the form was opened; `current` is what they saved."""

    def __init__(self, current: Session | Event):
        super().__init__(current.reference)
        self.current = current


@transaction.atomic
def change_session(
    *, session: Session, version: int, values: dict[str, Any], actor: Actor, at: datetime
) -> Session:
    """Change name, place or period. `values`: fields of `plan_session`; the same again changes
    nothing.

    Refused where an event would lie outside the new period, and for the place once an event has
    begun there. Raises `ChangedMeanwhile` if somebody changed it since `version`.
    """
    provider_queries.lock(session.provider_id)
    if not Session.objects.filter(pk=session.pk).exists():
        raise Refused(Refusal(_("This session was removed meanwhile.")))
    current = lock(session)
    require(permissions.may_change_session(actor, current, at=at))
    if "online" in values:
        place = ("online", "town", "region", "latitude", "longitude")
        values = {**values, **queries.located(**{name: values[name] for name in place})}
    found = changes.differences(vars(current), values)
    if not found:
        return current
    if current.version != version:
        raise ChangedMeanwhile(current)
    events = list(queries.standing_events_of(current))
    _refuse_other_days(events, values)
    _refuse_another_place(events, found, at)
    change = _write(current, values, found, actor=actor, at=at)
    notifications.SessionChanged(current, change).send(at=at, besides=actor.user_id)
    return current


def _refuse_other_days(events: list[Event], values: dict[str, Any]) -> None:
    for event in events:
        first, last = london_date(event.starts_at), london_date(event.ends_at)
        if ("start" in values and first < values["start"]) or (
            "end" in values and last > values["end"]
        ):
            raise Refused(
                Refusal(
                    _(
                        "%(number)s is on %(day)s, which would lie outside the session. Move or "
                        "cancel the event first."
                    )
                    % {"number": event.ev_number, "day": date_format(first, "j F Y")}
                )
            )


def _refuse_another_place(events: list[Event], found: list[list[Any]], at: datetime) -> None:
    begun = next((event for event in events if event.starts_at <= at), None)
    if begun and any(name in PLACE for name, _before, _after in found):
        raise Refused(
            Refusal(
                _(
                    "%(number)s has begun in this session, so its name and place stay. Plan "
                    "another session for what takes place elsewhere."
                )
                % {"number": begun.ev_number}
            )
        )


@transaction.atomic
def change_event(
    *, event: Event, version: int, values: dict[str, Any], actor: Actor, at: datetime
) -> Event:
    """Change times, places, price, link, contact or who can come, before delivery. `values`:
    fields of the event; the same again changes nothing.

    Other times are refused like those of a new event, and give new due dates. Raises
    `ChangedMeanwhile` if somebody changed it since `version`.
    """
    provider_queries.lock(event.provider_id)
    current = lock(event)
    require(permissions.may_change_event(actor, current, at=at))
    found = changes.differences(vars(current), values)
    if not found:
        return current
    if current.version != version:
        raise ChangedMeanwhile(current)
    moved = {"starts_at", "ends_at"} & {name for name, _before, _after in found}
    if moved:
        _refuse_times(current, values, actor, at)
    change = _write(current, values, found, actor=actor, at=at)
    if moved:
        duties.lay_again(current, at=at)
    notifications.EventChanged(current, change).send(at=at, besides=actor.user_id)
    return current


def _refuse_times(event: Event, values: dict[str, Any], actor: Actor, at: datetime) -> None:
    starts_at = values.get("starts_at", event.starts_at)
    ends_at = values.get("ends_at", event.ends_at)
    refuse_days(
        session=event.session,
        application=event.application,
        starts_at=starts_at,
        ends_at=ends_at,
        actor=actor,
        at=at,
    )
    if event.starts_at <= at:  # distance learning that is open
        if starts_at != event.starts_at:
            raise Refused(Refusal(_("The event has begun, so its start stays.")))
        if ends_at <= at:
            raise Refused(Refusal(_("The event is open, so it can only close later than now.")))


def _write(
    case: Session | Event,
    values: dict[str, Any],
    found: list[list[Any]],
    *,
    actor: Actor,
    at: datetime,
) -> Change:
    """The values, the next version, a line of history and an audit entry."""
    for name, value in values.items():
        setattr(case, name, value)
    case.version += 1
    case.save(update_fields=[*values, "version"])
    event, session = (case, case.session) if isinstance(case, Event) else (None, case)
    audit.record(f"{case._meta.model_name}.change", case, actor=actor, at=at, values=found)
    return Change.objects.create(
        session=session,
        event=event,
        at=at,
        actor_id=actor.user_id,
        actor_name=actor.name[:200],
        values=found,
        for_visitors=changes.for_visitors(found),
    )
