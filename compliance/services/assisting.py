"""Staff act in an exception or a dispute for somebody who wrote or called (docs/adr/0041)."""

from datetime import datetime
from typing import cast

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from compliance import permissions
from compliance.enums import DisputeForThem, ForThem
from compliance.models import CycleDispute, DisputeActForThem, ExceptionRequest
from compliance.notifications.assisting import DisputeDoneForThem, ExceptionForThem
from registrants import permissions as register_permissions
from registrants import queries as register_queries
from registrants.models import AssistedRequest, Registrant


def who_asks(*, on: AssistedRequest | None, actor: Actor, at: datetime) -> Registrant:
    """The person themselves, or who wrote or called. Refused to staff without such a request."""
    if on is not None:
        require(register_permissions.may_assist(actor, on.registrant, at=at))
        return on.registrant
    if actor.person_id is None:
        raise Refused(Refusal(str(permissions.RECORD_FIRST)))
    return register_queries.own_record(actor)


def note(
    *,
    case: ExceptionRequest | CycleDispute,
    act: ForThem | DisputeForThem,
    on: AssistedRequest | None,
    actor: Actor,
    at: datetime,
) -> None:
    """Keep that staff did it, in the record of the person, too, and mail them if they have an
    account. Nothing if the person did it."""
    if on is None:
        return
    done = case.for_them.create(
        assisted=on, act=act, done_by_id=cast(int, actor.user_id), done_at=at
    )
    name, message = (
        ("dispute", DisputeDoneForThem(done))
        if isinstance(done, DisputeActForThem)
        else ("exception", ExceptionForThem(done))
    )
    audit.record(
        f"register.assist_{name}",
        case.registrant,
        actor=actor,
        at=at,
        request=on.pk,
        act=act.value,
        **{name: case.reference},
    )
    message.send(at=at)
