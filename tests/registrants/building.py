"""Lines of the ledger, offered by the real service."""

from datetime import date, datetime

from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import LONDON
from cet_portal.scheme import queries as scheme_queries
from registrants import queries, services
from registrants.models import PointEntry, Registrant
from tests import builders

WINTER = datetime(2027, 11, 15, 12, tzinfo=LONDON)
LAST_SECOND = datetime(2027, 12, 31, 23, 59, 59, tzinfo=LONDON)
NEW_YEAR = datetime(2028, 1, 1, tzinfo=LONDON)


def offer(
    registrant: Registrant,
    number: int = 1,
    *,
    day: date = date(2027, 3, 4),
    total: int = 3,
    interactive: int = 1,
    at: datetime | None = None,
    **changed,
) -> PointEntry:
    """A line for event EV-8000n, pending unless `at` lies after the cycle's end."""
    builders.reference()
    entry = registrant.entries.order_by("-start").first()
    under = entry.number if entry else registrant.u_reference
    offered = services.PointOffer(
        registrant_id=registrant.pk,
        number=changed.get("under", under),
        audience=entry.profession if entry else registrant.joining,
        kind="SPECIALIST" if changed.get("specialty") else "GENERAL",
        specialty=changed.get("specialty", ""),
        total=total,
        interactive=interactive,
        units=changed.get("units", ("O1",)),
        peer_review=changed.get("peer_review", False),
        earned_on=day,
        last_day=scheme_queries.cycle_on(day).last_day,
    )
    occasion = services.Occasion(
        event_reference=f"EV-{80_000 + number}",
        c_number=f"C-{80_000 + number}",
        title=f"Subject {number}",
        provider_name="Harbour Learning",
    )
    at = at or datetime(day.year, day.month, day.day, 18, tzinfo=LONDON)
    services.offer_points(occasion=occasion, offers=[offered], actor=CLOCK, at=at)
    return queries.lines_for(occasion.event_reference, [registrant.pk]).get()


def offer_all(registrant: Registrant, number: int = 1, *, total: int = 36, **changed) -> PointEntry:
    """A line that helps a dispensing optician with every requirement at once."""
    units = tuple(f"D{unit}" for unit in range(1, 9))
    return offer(registrant, number, total=total, interactive=total, units=units, **changed)


def accept(line: PointEntry, at: datetime = WINTER) -> PointEntry:
    """The registrant accepts it."""
    actor = builders.actor_of(line.registrant.user, "registrant")
    return services.accept(entry=line, actor=actor, at=at)
