"""Events of CET whose approval has ended."""

from datetime import datetime

from django.db import transaction

from approvals.models import CetApplication
from cet_portal.core.actor import Actor
from cet_portal.core.notifications import send_all
from sessions_events import notifications, queries, workflow
from sessions_events.models import Event
from sessions_events.services.owing import duties


@transaction.atomic
def stop_events(
    *, application: CetApplication, reason: str, actor: Actor, at: datetime
) -> list[Event]:
    """Stop what is planned and has not begun; returns it. One message tells the provider.

    What has begun or was held stays: it can still be declared and uploaded, and the points that
    people earned stay theirs (decisions.md 13).
    """
    stopped = workflow.event.move_many(
        queries.to_stop(application, at), "stop", actor=actor, at=at, reason=reason
    )
    duties.close_all(stopped, at=at)
    if stopped:
        told = (notifications.EventsStopped, notifications.EventsStoppedForDeliverers)
        messages = [message(application, stopped, reason) for message in told]
        send_all(messages, at=at, besides=actor.user_id)
    return stopped
