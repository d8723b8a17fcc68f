"""When and in which way lines were accepted, from the history of their statuses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from cet_portal.accounts.roles import STAFF_ROLES
from cet_portal.core.clock import london_date
from cet_portal.core.models import StatusChange
from registrants.enums import AcceptedWay, PointStatus
from registrants.models import PointEntry


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The day in London, and by whom."""

    day: date
    way: AcceptedWay


def acceptances(lines: Iterable[PointEntry]) -> dict[int, Acceptance]:
    """How each accepted line (by key) was accepted, in one query; older lines may have no record
    of it."""
    keys = [line.pk for line in lines if line.status == PointStatus.ACCEPTED]
    rows = _to_accepted().filter(case_id__in=keys).order_by("pk")
    said = rows.values_list("case_id", "at", "step", "actor_role")
    return {key: Acceptance(london_date(at), _way(step, role)) for key, at, step, role in said}


def with_acceptance(lines):
    """The lines with `accepted_at`: the instant at which they were accepted last."""
    last = _to_accepted().filter(case_id=OuterRef("pk")).order_by("-at", "-pk")
    return lines.annotate(accepted_at=Subquery(last.values("at")[:1]))


def _to_accepted():
    return StatusChange.objects.filter(
        case_type=PointEntry._meta.label, to_status=PointStatus.ACCEPTED
    )


def _way(step: str, role: str) -> AcceptedWay:
    if step == "accept_by_instruction":
        return AcceptedWay.INSTRUCTION
    if step == "settle":
        return AcceptedWay.SETTLED
    return AcceptedWay.STAFF if role in STAFF_ROLES else AcceptedWay.OWN
