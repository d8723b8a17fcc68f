"""Reads for acts that staff do for somebody."""

from collections.abc import Iterable

from cet_portal.accounts.roles import STAFF_ROLES, Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from registrants.enums import PointStatus
from registrants.models import AssistedRequest, PointEntry, Registrant


def requests_of(person: Registrant):
    """What the person asked for by letter or phone, the latest first."""
    return person.assisted.select_related("recorded_by").order_by("-received_on", "-pk")


def assisted_request(actor: Actor, key: int) -> AssistedRequest | None:
    """One request, for those who may act on it."""
    if not actor.may(Permission.POINTS_ASSIST):
        return None
    return AssistedRequest.objects.select_related("registrant__user").filter(pk=key).first()


def lines_to_assist(person: Registrant):
    """What stands on somebody's statement and can be acted on, the newest event first."""
    settled = (PointStatus.DECLINED, PointStatus.REVERSED, PointStatus.LAPSED)
    return person.points.exclude(status__in=settled).order_by("-event_date", "-pk")


def done_by_staff(lines: Iterable[PointEntry]) -> dict[int, str]:
    """Of these lines (by key) what staff did on the person's request, in the words kept then."""
    steps = ("accept", "decline", "query")
    rows = StatusChange.objects.filter(
        case_type=PointEntry._meta.label,
        case_id__in=[line.pk for line in lines],
        step__in=steps,
        actor_role__in=STAFF_ROLES,
    )
    said = rows.order_by("pk").values_list("case_id", "reason")
    # What the person said of the line stands before it.
    return {case: reason.rpartition("\n")[2] for case, reason in said}


def refused_late(lines: Iterable[PointEntry]) -> dict[int, str]:
    """Of these lines (by key) why GOC staff decided that they do not count, as they came late."""
    refused = [line.pk for line in lines if line.status == PointStatus.LAPSED]
    rows = StatusChange.objects.filter(
        case_type=PointEntry._meta.label, case_id__in=refused, step="refuse_late"
    )
    return dict(rows.order_by("pk").values_list("case_id", "reason"))
