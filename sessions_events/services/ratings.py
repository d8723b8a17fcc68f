"""Ratings by those who completed the CET; comments hidden and shown by GOC staff."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from registrants.models import PointEntry, Registrant
from sessions_events import notifications, permissions, queries
from sessions_events.models import Rating


@transaction.atomic
def rate(
    *, entry: PointEntry, score: int, comment: str | None, actor: Actor, at: datetime
) -> Rating:
    """Rate the CET behind an accepted line: 1 to 5, and an optional comment.

    Rating again replaces score and comment, until the last day of the first rating; `comment`
    None leaves it as it is. Refused for points that are not accepted, after that day, and for
    a comment that GOC staff hid. Providers never see who rated (decisions.md 30).
    """
    require(permissions.may_rate(actor, entry, None, at=at))
    event = queries.event_numbered(entry.event_reference)
    if event is None:
        raise Refused(Refusal(_("This was no event of a provider, so it cannot be rated.")))
    rating, is_new = Rating.objects.get_or_create(
        event=event,
        registrant_id=entry.registrant_id,
        defaults={
            "score": score,
            "comment": comment or "",
            "rated_at": at,
            "last_day": london_date(at) + timedelta(days=limits.CHANGE_RATING_DAYS),
        },
    )
    if not is_new:
        rating = lock(rating)
        require(permissions.may_rate(actor, entry, rating, at=at))
        comment = rating.comment if comment is None else comment
        if (score, comment) == (rating.score, rating.comment):
            return rating
        if rating.hidden_at and comment != rating.comment:
            sentence = _("GOC staff have hidden your comment, so it can no longer be changed.")
            raise Refused(Refusal(sentence))
        rating.score, rating.comment, rating.changed_at = score, comment, at
        rating.save(update_fields=["score", "comment", "changed_at"])
    audit.record("cet.rate", rating, actor=actor, at=at, event=event.ev_number, score=score)
    return rating


@transaction.atomic
def hide_comment(
    *, rating: Rating, reason: str, seen: datetime | None, actor: Actor, at: datetime
) -> Rating:
    """Nobody but the rater and GOC staff reads the comment any more; the score stays.

    Provider and rater are told, with the reason. `seen`: when the comment that was read had been
    written; refused if it was changed since, or is hidden (domain.md 3.9).
    """
    rating = lock(rating)
    require(permissions.may_hide_comment(actor, rating, at=at))
    if rating.said_at != seen:
        raise Refused(Refusal(_("The person has changed the comment meanwhile. Read it again.")))
    rating.hidden_at, rating.hidden_by_name, rating.hidden_reason = at, actor.name, reason
    rating.save(update_fields=["hidden_at", "hidden_by_name", "hidden_reason"])
    event = rating.event.ev_number
    audit.record("rating.hide_comment", rating, actor=actor, at=at, event=event, reason=reason)
    notifications.CommentHidden(rating).send(at=at)
    notifications.YourCommentHidden(rating).send(at=at)
    return rating


@transaction.atomic
def show_comment(*, rating: Rating, reason: str, actor: Actor, at: datetime) -> Rating:
    """A hidden comment can be read again; the rater is told, with the reason."""
    rating = lock(rating)
    require(permissions.may_show_comment(actor, rating, at=at))
    hidden_at = rating.hidden_at
    rating.hidden_at, rating.hidden_by_name, rating.hidden_reason = None, "", ""
    rating.save(update_fields=["hidden_at", "hidden_by_name", "hidden_reason"])
    event = rating.event.ev_number
    audit.record("rating.show_comment", rating, actor=actor, at=at, event=event, reason=reason)
    notifications.YourCommentShown(rating, reason, hidden_at).send(at=at)
    return rating


@transaction.atomic
def move_ratings(*, kept: Registrant, joined: Registrant, actor: Actor, at: datetime) -> int:
    """Two people of the register are one: what `joined` rated is the rating of `kept`.

    Of an event that both rated one rating stays, that of `kept`. Returns how many were moved.
    """
    both = Rating.objects.filter(registrant=kept).values("event")
    for rating in Rating.objects.filter(registrant=joined, event__in=both):
        event, score = rating.event.ev_number, rating.score
        audit.record("rating.drop", rating, actor=actor, at=at, event=event, score=score)
        rating.delete()
    moved = list(Rating.objects.filter(registrant=joined))
    Rating.objects.filter(pk__in=[rating.pk for rating in moved]).update(registrant=kept)
    audit.record_many("rating.move", moved, actor=actor, at=at)
    return len(moved)
