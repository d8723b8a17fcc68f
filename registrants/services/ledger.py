"""Writes to the ledger: points offered, taken back, lapsed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.copying import copy_rows
from registrants import workflow
from registrants.enums import PointStatus
from registrants.events import points_lapsed
from registrants.models import PointEntry
from registrants.notifications.instructions import tell_of_instructions
from registrants.notifications.late import tell_of_late
from registrants.rules.instructions import accept_on
from registrants.services import reminding


class PointOffer(NamedTuple):
    """What one person earned at one event, as fixed at approval (R2005 r.17).

    `earned_on`: the day of the event, or of completion; `last_day`: the last of its cycle.
    """

    registrant_id: int
    number: str
    audience: str
    kind: str
    specialty: str
    total: int
    interactive: int
    units: tuple[str, ...]
    peer_review: bool
    earned_on: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event behind the points."""

    event_reference: str
    c_number: str
    title: str
    provider_name: str


@transaction.atomic
def offer_points(
    *, occasion: Occasion, offers: Iterable[PointOffer], actor: Actor, at: datetime
) -> int:
    """Pending lines on the statements of these people; returns how many are new.

    Somebody who already has a line for the event keeps that one: sent twice changes nothing.
    After the cycle's end the lines are LATE and wait for staff (decisions.md 21). Whoever gave a
    standing instruction and marked the event is told on which day the line is accepted. Any
    number of offers, in a few statements and bounded memory.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OFFERED)
        copy_rows("point_offered", _OFFER_COLUMNS, _as_rows(offers, london_date(at)))
        cursor.execute(_HOLD_PEOPLE)
        cursor.execute(_FOLLOW_JOINED)
        cursor.execute(
            _TAKE_OFFERS,
            {
                "event_reference": occasion.event_reference,
                "c_number": occasion.c_number,
                "title": occasion.title,
                "provider_name": occasion.provider_name,
                "arrived_at": at,
                "accept_on": accept_on(london_date(at)),
            },
        )
        new = cursor.fetchall()
        cursor.execute("DROP TABLE point_offered")
    label = PointEntry._meta.label
    lines = ((key, reference) for key, reference, _by_instruction in new)
    audit.copy_many("point.offer", label, lines, actor=actor, at=at)
    if new:
        reminding.schedule(event_reference=occasion.event_reference, actor=actor, at=at)
    tell_of_instructions([key for key, _reference, day in new if day], at=at)
    return len(new)


_OFFER_COLUMNS = (
    "registrant_id",
    "number",
    "status",
    "event_date",
    "audience",
    "kind",
    "specialty",
    "total",
    "interactive",
    "units",
    "peer_review",
    "due_on",
)

# The columns and types of the ledger itself, without its constraints and indexes.
_OFFERED = """
CREATE TEMPORARY TABLE point_offered ON COMMIT DROP AS
SELECT registrant_id, number, status, event_date, audience, kind, specialty, total, interactive,
       units, peer_review, due_on
FROM registrants_pointentry LIMIT 0
"""

# Nobody is joined to somebody else from here on, and whoever was gets the points as that one. In
# the order in which `join_people` locks people.
_HOLD_PEOPLE = """
SELECT FROM registrants_registrant
WHERE id IN (SELECT registrant_id FROM point_offered) ORDER BY id FOR KEY SHARE
"""
_FOLLOW_JOINED = """
UPDATE point_offered SET registrant_id = person.joined_to_id
FROM registrants_registrant AS person
WHERE person.id = point_offered.registrant_id AND person.joined_to_id IS NOT NULL
"""

_TAKE_OFFERS = """
INSERT INTO registrants_pointentry
       (registrant_id, number, status, event_reference, event_date, c_number, title,
        provider_name, audience, kind, specialty, total, interactive, units, peer_review,
        arrived_at, due_on, accept_on)
SELECT registrant_id, number, status, %(event_reference)s, event_date, %(c_number)s, %(title)s,
       %(provider_name)s, audience, kind, specialty, total, interactive, units, peer_review,
       %(arrived_at)s, due_on,
       CASE WHEN status = 'PENDING' AND EXISTS (
           SELECT 1 FROM registrants_eventmark AS mark
           JOIN registrants_standinginstruction AS instruction
             ON instruction.registrant_id = mark.registrant_id AND instruction.ended_at IS NULL
           WHERE mark.registrant_id = point_offered.registrant_id
             AND mark.event_reference = %(event_reference)s
       ) THEN %(accept_on)s END
FROM point_offered
ON CONFLICT (registrant_id, event_reference) WHERE NOT status IN ('DECLINED', 'REVERSED') DO NOTHING
RETURNING id, event_reference || ' ' || number, accept_on
"""


def _as_rows(offers: Iterable[PointOffer], today: date) -> Iterator[tuple[Any, ...]]:
    """The values of `_OFFER_COLUMNS` for each offer."""
    pending, late = (
        str(workflow.point.born(status)["status"])
        for status in (PointStatus.PENDING, PointStatus.LATE)
    )
    for offer in offers:
        yield (
            offer.registrant_id,
            offer.number,
            late if today > offer.last_day else pending,
            offer.earned_on,
            offer.audience,
            offer.kind,
            offer.specialty,
            offer.total,
            offer.interactive,
            offer.units,
            offer.peer_review,
            offer.last_day,
        )


def reverse(
    *, lines: QuerySet[PointEntry], reason: str, actor: Actor, at: datetime
) -> list[PointEntry]:
    """Take points back, with a reason; returns the lines taken back, the others stay.

    GOC staff may whatever has become of them; the provider, whose event it has to be, before
    acceptance (decisions.md 25, domain.md 3.7). The line itself stays as it was written, and the
    person may be uploaded for the event again.
    """
    step = "withdraw" if actor.tenant_id is not None else "reverse"
    return workflow.point.move_many(lines, step, actor=actor, at=at, reason=reason)


@transaction.atomic
def lapse(*, lines: QuerySet[PointEntry], actor: Actor, at: datetime) -> list[PointEntry]:
    """Their cycle ended and nobody accepted: they do not count (seed 001, "carry forward").

    Returns those that lapsed; what somebody was quicker with is passed over.
    """
    lapsed = workflow.point.move_many(lines, "lapse", actor=actor, at=at)
    if lapsed:
        points_lapsed.send(sender=PointEntry, entries=lapsed, actor=actor, at=at)
    return lapsed


def tell_whose_points_came_late(*, event_reference: str, actor: Actor, at: datetime) -> None:
    """One message to each person whose points for this event came just now, after the last day of
    their cycle (decisions.md 21); `actor` is whoever uploaded them."""
    lines = PointEntry.objects.filter(
        event_reference=event_reference,
        arrived_at=at,
        status=PointStatus.LATE,
        registrant__user__isnull=False,
    )
    tell_of_late(lines.order_by("pk").iterator(chunk_size=1_000), at=at)


def keep_late(*, entry: PointEntry, actor: Actor, at: datetime) -> PointEntry:
    """The cycle ended while a query was open: staff settle it, nothing is lost (decisions 21)."""
    return workflow.point.move(entry, "keep_late", actor=actor, at=at)
