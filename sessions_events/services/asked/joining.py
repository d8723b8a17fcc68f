"""Two people of the register turned out to be one."""

from datetime import datetime

from django.db import transaction

from cet_portal.core.actor import Actor
from registrants.models import Registrant
from sessions_events.models import NonUkCet, PeerReview, ReviewParticipant


@transaction.atomic
def follow_person(*, kept: Registrant, joined: Registrant, actor: Actor, at: datetime) -> int:
    """What `joined` asked for and where they were named belongs to `kept`; returns how many."""
    moved = sum(
        model.objects.filter(registrant=joined).update(registrant=kept)
        for model in (PeerReview, NonUkCet)
    )
    places = ReviewParticipant.objects.filter(registrant=joined)
    twice = ReviewParticipant.objects.filter(registrant=kept).values("review")
    return moved + places.exclude(review__in=twice).update(registrant=kept)
