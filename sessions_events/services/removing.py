"""A session that was planned by mistake is removed."""

from datetime import datetime

from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import require
from providers import queries as provider_queries
from sessions_events import permissions
from sessions_events.models import Change, Session


@transaction.atomic
def remove_session(*, session: Session, actor: Actor, at: datetime) -> None:
    """Remove a session that holds no event, with its history; the audit trail keeps what it was.

    Refused once it has had any event, also a cancelled one. Already removed: nothing happens.
    """
    provider_queries.lock(session.provider_id)  # whoever adds an event waits
    current = Session.objects.filter(pk=session.pk).first()
    if current is None:
        return
    require(permissions.may_remove_session(actor, current, at=at))
    audit.record(
        "session.remove",
        current,
        actor=actor,
        at=at,
        name=current.name,
        start=current.start.isoformat(),
        end=current.end.isoformat(),
        town=current.town,
    )
    Change.objects.filter(session=current).delete()
    current.delete()
