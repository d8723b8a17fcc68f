"""For whom somebody speaks in a case about points: pure."""

from cet_portal.core.actor import Actor
from sessions_events.enums import Side


def side_of(actor: Actor) -> str:
    """For whom the actor speaks."""
    if actor.is_clock:
        return Side.PORTAL
    if actor.person_id is not None:
        return Side.REGISTRANT
    return Side.PROVIDER if actor.tenant_id is not None else Side.STAFF
