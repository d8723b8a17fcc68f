"""The registrant accepts points; only accepted ones count."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import PointKind
from registrants import queries, workflow
from registrants.models import PointEntry

# Lines of the ledger, or their keys.
Lines = QuerySet[PointEntry] | Collection[int]


def accept(
    *, entry: PointEntry, actor: Actor, at: datetime, as_general: bool = False, reason: str = ""
) -> PointEntry:
    """The registrant confirms having completed this CET; its points count from now on.

    `as_general`: a specialist point is to count as a general one (domain.md 3.8). `reason`: the
    request on which staff do it. Raises `Refused`.
    """
    chosen = {"accepted_as": PointKind.GENERAL} if as_general and _has_choice(entry) else {}
    return workflow.point.move(entry, "accept", actor=actor, at=at, reason=reason, **chosen)


@transaction.atomic
def accept_lines(
    *,
    lines: Lines,
    actor: Actor,
    at: datetime,
    as_general: Collection[int] = (),
    reason: str = "",
) -> list[PointEntry]:
    """Accept all of these that can be, in few statements; returns what was accepted.

    What somebody else decided meanwhile is passed over, and so is what is not the actor's.
    `as_general`: keys of the specialist ones that are to count as general.
    """
    wanted = queries.those(lines)
    if not as_general:
        return workflow.point.move_many(wanted, "accept", actor=actor, at=at, reason=reason)
    # All in the order of their keys first: the two moves below take them in another.
    keys = list(wanted.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    chosen = queries.those(keys).filter(kind=PointKind.SPECIALIST, pk__in=list(as_general))
    general = workflow.point.move_many(
        chosen, "accept", actor=actor, at=at, reason=reason, accepted_as=PointKind.GENERAL
    )
    rest = queries.those(keys).exclude(pk__in=[entry.pk for entry in general])
    approved = workflow.point.move_many(rest, "accept", actor=actor, at=at, reason=reason)
    return sorted(general + approved, key=lambda entry: entry.pk)


def accept_all(*, actor: Actor, at: datetime, as_general: Collection[int] = ()) -> list[PointEntry]:
    """Accept everything that is pending for the actor; returns what was accepted."""
    return accept_lines(lines=queries.pending_of(actor), actor=actor, at=at, as_general=as_general)


def _has_choice(entry: PointEntry) -> bool:
    return entry.kind == PointKind.SPECIALIST
