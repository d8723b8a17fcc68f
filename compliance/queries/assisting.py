"""Reads for staff who act about an exception on somebody's behalf."""

from collections.abc import Iterable
from dataclasses import dataclass

from cet_portal.core.actor import Actor
from cet_portal.core.workdays import Deadline
from compliance.enums import ForThem
from compliance.models import ActForThem, ExceptionRequest
from registrants import queries as register_queries
from registrants.models import AssistedRequest


def assisted_request(actor: Actor, key: int) -> AssistedRequest | None:
    """What somebody asked by letter or phone, for those who may act on it."""
    return register_queries.assisted_request(actor, key)


@dataclass(frozen=True, slots=True)
class OfThem:
    """A person's request for an exception as staff see it: nothing that speaks of health."""

    pk: int
    reference: str
    cycle: str
    status: str
    label: str
    deadline: Deadline | None
    is_open: bool


def exceptions_of(on: AssistedRequest) -> list[OfThem]:
    """All of the person who wrote or called, the latest first."""
    rows = ExceptionRequest.objects.filter(registrant=on.registrant_id).order_by("-pk")
    return [
        OfThem(
            pk=row.pk,
            reference=row.reference,
            cycle=row.cycle,
            status=row.status,
            label=row.get_status_display(),
            deadline=row.deadline,
            is_open=row.is_open,
        )
        for row in rows
    ]


def to_act_on(on: AssistedRequest, key: int) -> ExceptionRequest | None:
    """One request of the person who wrote or called, to be acted on."""
    rows = ExceptionRequest.objects.filter(registrant=on.registrant_id)
    return rows.select_related("registrant__user").filter(pk=key).first()


def may_read(actor: Actor, request: ExceptionRequest) -> bool:
    """Who filed it for somebody reads what they filed and the decision, to tell the person; the
    CET manager reads every request."""
    if ExceptionRequest.objects.visible_to(actor).filter(pk=request.pk).exists():
        return True
    return request.for_them.filter(act=ForThem.ASK, done_by=actor.user_id).exists()


def acts_for(request: ExceptionRequest) -> Iterable[ActForThem]:
    """What staff did in it on behalf of its person, the latest first."""
    rows = request.for_them.select_related("request__registrant", "assisted", "done_by")
    return rows.order_by("-pk")
