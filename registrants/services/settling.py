"""Queries are answered; what came after the cycle's end is settled."""

from datetime import datetime

from django.db.models import QuerySet

from cet_portal.core.actor import Actor
from registrants import workflow
from registrants.models import PointEntry


def answer_query(*, entry: PointEntry, reason: str, actor: Actor, at: datetime) -> PointEntry:
    """The line is right as it stands, with the reason: it waits for its registrant again.

    For the provider, whose event it has to be (its caller knows), and for GOC staff.
    """
    return workflow.point.move(entry, "answer_query", actor=actor, at=at, reason=reason)


def settle_late(
    *, lines: QuerySet[PointEntry], reason: str, actor: Actor, at: datetime
) -> list[PointEntry]:
    """What came after the cycle's end counts as accepted, with a reason; returns those settled
    (decisions.md 21). GOC staff alone."""
    return workflow.point.move_many(lines, "settle", actor=actor, at=at, reason=reason)


def refuse_late(
    *, lines: QuerySet[PointEntry], reason: str, actor: Actor, at: datetime
) -> list[PointEntry]:
    """What came after the cycle's end does not count, with a reason. GOC staff alone."""
    return workflow.point.move_many(lines, "refuse_late", actor=actor, at=at, reason=reason)
