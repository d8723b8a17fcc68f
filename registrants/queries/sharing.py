"""Links that a registrant gave out, and feeds."""

from datetime import date

from django.db.models import QuerySet

from cet_portal.core.actor import Actor
from registrants.models import FeedAddress, ShareLink
from registrants.rules import digest_of


def share_links_of(actor: Actor) -> QuerySet[ShareLink]:
    """One's own links, the newest first."""
    return ShareLink.objects.visible_to(actor).order_by("-made_at", "-pk")


def link_with(token: str, today: date) -> ShareLink | None:
    """The link with this secret, if it is good on `today`: neither revoked nor past its end."""
    return (
        ShareLink.objects.filter(
            token_digest=digest_of(token), revoked_at__isnull=True, expires_on__gte=today
        )
        .select_related("registrant")
        .first()
    )


def feed_of(actor: Actor) -> FeedAddress | None:
    """One's own calendar feed, if there is one."""
    return FeedAddress.objects.visible_to(actor).first()


def feed_with(token: str) -> FeedAddress | None:
    """The feed with this secret."""
    return FeedAddress.objects.filter(token_digest=digest_of(token)).first()


def acting_as(registrant_id: int) -> Actor:
    """Whoever holds a secret of this person reads as they do, and may do nothing."""
    return Actor(person_id=registrant_id)
