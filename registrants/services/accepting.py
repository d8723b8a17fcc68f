"""The registrant accepts points; only accepted ones count."""

from datetime import datetime

from cet_portal.core.actor import Actor
from registrants import queries, workflow
from registrants.models import PointEntry


def accept(*, entry: PointEntry, actor: Actor, at: datetime) -> PointEntry:
    """The registrant confirms having completed this CET; its points count from now on."""
    return workflow.point.move(entry, "accept", actor=actor, at=at)


def accept_all(*, actor: Actor, at: datetime) -> list[PointEntry]:
    """Accept everything that is pending for the actor; returns what was accepted."""
    return workflow.point.move_many(queries.pending_of(actor), "accept", actor=actor, at=at)
