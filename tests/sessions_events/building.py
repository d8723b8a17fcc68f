"""Sessions and events for tests, made by the real services."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from approvals.models import CetApplication
from cet_portal.accounts.models import User
from cet_portal.core import clock
from cet_portal.core.actor import Actor
from cet_portal.scheme import queries as scheme_queries
from providers.models import Provider
from registrants import services as register_services
from registrants.models import PointEntry, Registrant
from sessions_events import services
from sessions_events.models import Event, Session
from tests import builders

DECLARATION = {
    "as_approved": True,
    "what_differed": "",
    "how_it_went": "A full room and a lively discussion.",
    "attendance_check": "Signed in at the door and out at the end.",
    "objectives_evidence": "Five questions at the end, all answered.",
    "discussion_summary": "When to refer, and when to treat.",
    "certificates_issued": True,
    "attendees": 3,
    "completers": 2,
}


def london(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An instant by its London date and time."""
    return datetime(year, month, day, hour, minute, tzinfo=clock.LONDON)


# So long ago that what was delivered then and never declared holds new submissions.
LONG_AGO = timedelta(days=45)


class World:
    """A listed provider with an administrator and one approved CET, one month before `at`."""

    def __init__(self, at: datetime | None = None, **answers: Any):
        self.at = at or clock.now()
        self.before = self.at - timedelta(days=30)
        self.minutes = count()
        self.provider: Provider
        self.user: User
        self.provider, self.user = builders.provider_with(at=self.before)
        self.application = builders.application_at(
            "APPROVED", provider=self.provider, at=self.before, **answers
        )

    def next_minute(self) -> datetime:
        """Plans are made a minute apart: the same at once would be a button pressed twice."""
        return self.before + timedelta(minutes=next(self.minutes))

    @property
    def admin(self) -> Actor:
        """The administrator acting for the provider."""
        return builders.actor_of(self.user, f"provider:{self.provider.pk}")

    @property
    def client(self):
        """The administrator's browser."""
        return builders.client_for(self.user, f"provider:{self.provider.pk}")

    def session(self, day: date | None = None, **fields: Any) -> Session:
        """A session of one day, by default yesterday."""
        day = day or clock.london_date(self.at) - timedelta(days=1)
        values = {"name": "Leeds evening", "venue": "Civic Hall", "town": "Leeds", **fields}
        return services.plan_session(
            provider_id=self.provider.pk,
            start=values.pop("start", day),
            end=values.pop("end", day),
            **values,
            actor=self.admin,
            at=self.next_minute(),
        )

    def event(self, day: date | None = None, **details: Any) -> Event:
        """The CET on one evening, by default yesterday's, from 6pm to 8pm."""
        return self.into(self.session(day), **details)

    def into(self, session: Session, **details: Any) -> Event:
        """The CET in this session, on its first evening."""
        start = datetime.combine(session.start, datetime.min.time(), tzinfo=clock.LONDON)
        return services.add_event(
            session=session,
            application=self.application,
            starts_at=start.replace(hour=18),
            ends_at=start.replace(hour=20),
            **details,
            actor=self.admin,
            at=self.next_minute(),
        )

    def teaches_at_a_distance(self) -> "World":
        """The CET is a course at a distance. It was approved as a workshop, which needs no file."""
        modality = scheme_queries.modalities().get(code="TUTORED_COURSE")
        CetApplication.objects.filter(pk=self.application.pk).update(modality=modality)
        self.application.refresh_from_db()
        return self

    def course(self, starts_at: datetime, ends_at: datetime, **details: Any) -> Event:
        """The CET, distance learning, open from and to; in a session of its own."""
        first, last = clock.london_date(starts_at), clock.london_date(ends_at)
        return services.add_event(
            session=self.session(start=first, end=last, online=True, venue="", town=""),
            application=self.application,
            starts_at=starts_at,
            ends_at=ends_at,
            **details,
            actor=self.admin,
            at=self.next_minute(),
        )

    def declared(self, day: date | None = None, **changed: Any) -> Event:
        """An event with its declaration."""
        return self.declare(self.event(day), **changed)

    def declare(self, event: Event, **changed: Any) -> Event:
        """Declare, as approved unless `changed` says otherwise."""
        values = {**DECLARATION, **changed}
        return services.declare(event=event, values=values, actor=self.admin, at=self.at)

    def upload(self, event: Event, *cells: tuple[int, str, str], at: datetime | None = None):
        """Send typed rows."""
        return services.upload(
            event=event, cells=cells, source="TYPED", actor=self.admin, at=at or self.at
        )

    def accepted(self, event: Event, person: Registrant) -> PointEntry:
        """The person's line for the event, uploaded and accepted."""
        self.upload(event, (1, person.entries.get().number, person.surname))
        entry = PointEntry.objects.get(registrant=person, event_reference=event.ev_number)
        return register_services.accept(
            entry=entry, actor=builders.actor_of(person.user, "registrant"), at=self.at
        )
