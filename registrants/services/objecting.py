"""The registrant says that a line is not theirs, or not right (domain.md 3.8)."""

from datetime import datetime

from django.db import transaction

from cet_portal.core.actor import Actor
from registrants import queries, workflow
from registrants.enums import DeclineReason, QueryProblem
from registrants.events import points_declined, points_queried, query_dropped
from registrants.models import PointEntry
from registrants.services.accepting import Lines


@transaction.atomic
def decline_lines(
    *,
    lines: Lines,
    because: DeclineReason,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> list[PointEntry]:
    """These were not mine, or I did not complete them; returns what was declined.

    They stand no longer, so the person may be uploaded for the event again; their provider is
    told. `reason`: the request on which staff do it.
    """
    because = DeclineReason(because)
    declined = workflow.point.move_many(
        queries.those(lines),
        "decline",
        actor=actor,
        at=at,
        reason=_kept(because, reason),
        accept_on=None,
    )
    if declined:
        points_declined.send(
            sender=PointEntry, entries=declined, reason=because, actor=actor, at=at
        )
    return declined


@transaction.atomic
def query_line(
    *,
    entry: PointEntry,
    problem: QueryProblem,
    message: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> PointEntry:
    """Points, type or date are wrong, says the registrant; the provider answers.

    Nothing accepts the line meanwhile, and it is not lost if the cycle ends. Raises `Refused`.
    """
    problem = QueryProblem(problem)
    queried = workflow.point.move(
        entry,
        "query",
        actor=actor,
        at=at,
        reason=_kept(problem, message, reason),
        accept_on=None,
    )
    points_queried.send(
        sender=PointEntry, entry=queried, problem=problem, message=message, actor=actor, at=at
    )
    return queried


@transaction.atomic
def drop_query(*, entry: PointEntry, actor: Actor, at: datetime, reason: str = "") -> PointEntry:
    """The registrant takes the query back: the line waits for them again. Raises `Refused`."""
    dropped = workflow.point.move(entry, "drop_query", actor=actor, at=at, reason=reason)
    query_dropped.send(sender=PointEntry, entry=dropped, actor=actor, at=at)
    return dropped


def _kept(code: DeclineReason | QueryProblem, *words: str) -> str:
    """The code first and then what was said: `queries.objections` reads it again."""
    return "\n".join((code.value, *filter(None, words)))
