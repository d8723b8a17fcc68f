"""Ratings by those who completed the CET."""

from datetime import datetime

from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import require
from registrants.enums import PointStatus
from registrants.models import PointEntry
from sessions_events import permissions
from sessions_events.models import Event, Rating


@transaction.atomic
def rate(*, entry: PointEntry, score: int, comment: str, actor: Actor, at: datetime) -> Rating:
    """Rate the CET behind an accepted line: 1 to 5, and an optional comment.

    Rating again replaces the score and the comment. Providers never see who rated
    (decisions.md 30).
    """
    own = actor.person_id == entry.registrant_id and entry.status == PointStatus.ACCEPTED
    require(permissions.may_rate(actor, own))
    event = Event.objects.get(ev_number=entry.event_reference)
    rating, _created = Rating.objects.update_or_create(
        event=event,
        registrant_id=actor.person_id,
        defaults={"score": score, "comment": comment, "rated_at": at},
    )
    audit.record("cet.rate", rating, actor=actor, at=at, event=event.ev_number, score=score)
    return rating
