"""Links that show one's record to somebody else, and the address of one's calendar feed.

Only the digest of a secret is kept, so each is shown once, when it is made.
"""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.scheme import limits
from registrants.models import FeedAddress, ShareLink
from registrants.rules import digest_of


@transaction.atomic
def share(
    *,
    label: str,
    parts: Collection[str],
    cycles: Collection[str],
    expires_on: date,
    actor: Actor,
    at: datetime,
) -> tuple[ShareLink, str]:
    """A link that shows these parts of these cycles up to `expires_on`, inclusive; and its secret.

    Refused: a day that is past, or further off than a year.
    """
    today = london_date(at)
    most = today + timedelta(days=limits.SHARE_LINK_MOST_DAYS)
    if not today <= expires_on <= most:
        raise Refused(Refusal(_("A link can be good from today on for up to a year.")))
    token = secrets.token_urlsafe(24)
    link = ShareLink.objects.create(
        registrant_id=actor.person,
        token_digest=digest_of(token),
        label=label,
        parts=list(parts),
        cycles=list(cycles),
        made_at=at,
        expires_on=expires_on,
    )
    audit.record("record.share", link, actor=actor, at=at, parts=list(parts), cycles=list(cycles))
    return link, token


@transaction.atomic
def revoke(*, link: ShareLink, actor: Actor, at: datetime) -> None:
    """The link shows nothing from now on; revoked twice changes nothing."""
    if ShareLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=at):
        audit.record("record.revoke", link, actor=actor, at=at)


def opened(*, link: ShareLink, actor: Actor, at: datetime) -> None:
    """Somebody has looked, whoever they are; the person sees how often and when last."""
    ShareLink.objects.filter(pk=link.pk).update(opened_count=F("opened_count") + 1, opened_at=at)


@transaction.atomic
def new_feed(*, actor: Actor, at: datetime) -> str:
    """A new secret address of one's calendar feed; the one before ends."""
    token = secrets.token_urlsafe(24)
    feed, _made = FeedAddress.objects.update_or_create(
        registrant_id=actor.person, defaults={"token_digest": digest_of(token), "made_at": at}
    )
    audit.record("calendar.new_address", feed, actor=actor, at=at)
    return token


@transaction.atomic
def end_feed(*, actor: Actor, at: datetime) -> None:
    """The calendar feed ends; ended twice changes nothing."""
    for feed in FeedAddress.objects.filter(registrant_id=actor.person).select_for_update():
        audit.record("calendar.end", feed, actor=actor, at=at)
        feed.delete()
