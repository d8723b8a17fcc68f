"""Events for tests, made by the real services: held a while ago, declared, uploaded."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from approvals.models import CetApplication
from cet_portal.core import clock
from cet_portal.core.actor import Actor
from registrants.models import Registrant
from sessions_events import services
from sessions_events.models import Event, Upload
from tests.builders import actor_of, administrator_of

ONE_HOUR = timedelta(hours=1)
_numbers = count(1)


def event_held(
    application: CetApplication, *, ended: timedelta = ONE_HOUR, **details: Any
) -> Event:
    """An event of approved CET that ended `ended` ago, two hours long, in a session of its own."""
    at = clock.now()
    ends_at = at - ended
    starts_at = ends_at - 2 * ONE_HOUR
    if application.decided_at > starts_at:  # approved the day before, also just after midnight
        kept = type(application).objects.filter(pk=application.pk)
        kept.update(decided_at=starts_at - 24 * ONE_HOUR)
        application.refresh_from_db()
    actor = actor_of(administrator_of(application.provider), f"provider:{application.provider_id}")
    session = services.plan_session(
        provider_id=application.provider_id,
        name=f"Leeds evening {next(_numbers)}",
        start=clock.london_date(starts_at),
        end=clock.london_date(ends_at),
        venue="Town Hall",
        town="Leeds",
        actor=actor,
        at=at,
    )
    return services.add_event(
        session=session,
        application=application,
        starts_at=starts_at,
        ends_at=ends_at,
        actor=actor,
        at=at,
        **details,
    )


def declaration(**changed: Any) -> dict[str, Any]:
    """The answers of a declaration: delivered as approved, one completer."""
    return {
        "as_approved": True,
        "what_differed": "",
        "how_it_went": "Well.",
        "attendance_check": "Signed in and out.",
        "objectives_evidence": "Case records.",
        "discussion_summary": "When to refer.",
        "certificates_issued": True,
        "attendees": 1,
        "completers": 1,
        **changed,
    }


def uploaded(
    event: Event, people: Sequence[Registrant], *, actor: Actor, at: datetime | None = None
) -> Upload:
    """Declare the event and upload these people as typed rows."""
    at = at or clock.now()
    counted = declaration(attendees=len(people), completers=len(people))
    services.declare(event=event, values=counted, actor=actor, at=at)
    cells = [
        (line, person.entries.get().number, person.surname)
        for line, person in enumerate(people, start=1)
    ]
    return services.upload(event=event, cells=cells, source="TYPED", actor=actor, at=at)
