"""Writes to the register and the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cet_portal.accounts.models import User
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from registrants import queries, rules, workflow
from registrants.enums import PointStatus
from registrants.models import PointEntry, RegisterEntry, Registrant, SpecialtyEntry


@dataclass(frozen=True, slots=True)
class PointOffer:
    """What one person earned at one event, as fixed at approval (R2005 r.17)."""

    registrant_id: int
    number: str
    audience: str
    kind: str
    specialty: str
    total: int
    interactive: int
    units: tuple[str, ...]
    peer_review: bool


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event behind the points; `last_day` is the last day of its cycle."""

    event_reference: str
    event_date: date
    c_number: str
    title: str
    provider_name: str
    last_day: date


@transaction.atomic
def offer_points(
    *, occasion: Occasion, offers: Iterable[PointOffer], actor: Actor, at: datetime
) -> list[PointEntry]:
    """Pending lines on the statements of these people; returns those that are new.

    Somebody who already has a line for the event keeps that one: sent twice changes nothing.
    After the cycle's end the lines are LATE and wait for staff (decisions.md 21).
    """
    late = london_date(at) > occasion.last_day
    known = queries.uploaded_for(occasion.event_reference)
    entries = [
        PointEntry(
            registrant_id=offer.registrant_id,
            number=offer.number,
            event_reference=occasion.event_reference,
            event_date=occasion.event_date,
            c_number=occasion.c_number,
            title=occasion.title,
            provider_name=occasion.provider_name,
            audience=offer.audience,
            kind=offer.kind,
            specialty=offer.specialty,
            total=offer.total,
            interactive=offer.interactive,
            units=list(offer.units),
            peer_review=offer.peer_review,
            arrived_at=at,
            due_on=occasion.last_day,
            **workflow.point.born(PointStatus.LATE if late else PointStatus.PENDING),
        )
        for offer in offers
        if offer.registrant_id not in known
    ]
    PointEntry.objects.bulk_create(entries)
    audit.record_many("point.offer", entries, actor=actor, at=at)
    return entries


def accept(*, entry: PointEntry, actor: Actor, at: datetime) -> PointEntry:
    """The registrant confirms having completed this CET; its points count from now on."""
    return workflow.point.move(entry, "accept", actor=actor, at=at)


def accept_all(*, actor: Actor, at: datetime) -> list[PointEntry]:
    """Accept everything that is pending for the actor; returns what was accepted."""
    return workflow.point.move_many(queries.pending_of(actor), "accept", actor=actor, at=at)


def lapse(*, entry: PointEntry, actor: Actor, at: datetime) -> PointEntry:
    """The cycle ended and nobody accepted: it does not count (seed 001, "carry forward")."""
    return workflow.point.move(entry, "lapse", actor=actor, at=at)


@transaction.atomic
def enter_on_register(
    *,
    forenames: str,
    surname: str,
    date_of_birth: date,
    profession: str,
    number: str,
    start: date,
    end: date | None = None,
    registrant: Registrant | None = None,
    actor: Actor,
    at: datetime,
) -> Registrant:
    """A new entry on the register; for a restored person give the `registrant` there was."""
    if registrant is None:
        registrant = Registrant.objects.create(
            forenames=forenames,
            surname=surname,
            surname_key=rules.surname_key(surname),
            date_of_birth=date_of_birth,
        )
    entry = RegisterEntry.objects.create(
        registrant=registrant, profession=profession, number=number, start=start, end=end
    )
    audit.record("register.enter", entry, actor=actor, at=at, number=number)
    return registrant


@transaction.atomic
def add_specialty(
    *,
    registrant: Registrant,
    specialty: str,
    start: date,
    end: date | None = None,
    actor: Actor,
    at: datetime,
) -> SpecialtyEntry:
    """A dated specialty against the person's name."""
    entry = SpecialtyEntry.objects.create(
        registrant=registrant, specialty=specialty, start=start, end=end
    )
    audit.record("register.add_specialty", entry, actor=actor, at=at, specialty=specialty)
    return entry


@transaction.atomic
def connect_account(
    *, registrant: Registrant, user: User, actor: Actor, at: datetime
) -> Registrant:
    """This account belongs to this person."""
    registrant.user = user
    registrant.save(update_fields=["user"])
    audit.record("register.connect_account", registrant, actor=actor, at=at, user_id=user.pk)
    return registrant
