"""Peer review after its approval: called off, confirmed by the leader, a difference settled."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.scheme import limits
from sessions_events import notifications, workflow
from sessions_events.models import Event, PeerReview
from sessions_events.services import calling_off, declaring
from sessions_events.services.asked import machinery


@transaction.atomic
def cancel_review(*, review: PeerReview, reason: str, actor: Actor, at: datetime) -> PeerReview:
    """The leader calls it off before it begins; the group is told."""
    review = workflow.peer_review.move(review, "cancel", actor=actor, at=at, reason=reason)
    event = _event_of(review)
    calling_off.cancel_event(
        event=event, reason=reason, actor=machinery.acting_for(actor, event.provider_id), at=at
    )
    notifications.ReviewCalledOff(review, reason).send(at=at, besides=actor.user_id)
    return review


@transaction.atomic
def say_review_not_held(
    *, review: PeerReview, reason: str, actor: Actor, at: datetime
) -> PeerReview:
    """It did not take place: nothing is left to be confirmed; the group is told."""
    review = workflow.peer_review.move(review, "not_held", actor=actor, at=at, reason=reason)
    event = _event_of(review)
    calling_off.say_not_held(
        event=event, reason=reason, actor=machinery.acting_for(actor, event.provider_id), at=at
    )
    notifications.ReviewCalledOff(review, reason).send(at=at, besides=actor.user_id)
    return review


@transaction.atomic
def confirm_review(
    *,
    review: PeerReview,
    attended: Collection[int],
    discussion: str,
    objectives_met: str,
    what_differed: str = "",
    actor: Actor,
    at: datetime,
) -> PeerReview:
    """The leader confirms who attended and that the objectives were met: the declaration, and the
    upload with the points of those who attended (`attended`: keys of participants).

    With `what_differed` the points wait for the CET manager (decisions.md 20). Refused where
    fewer attended than make a group and nothing is said to have differed.
    """
    step = "differ" if what_differed else "confirm"
    review = workflow.peer_review.move(review, step, actor=actor, at=at)
    there = review.participants.filter(pk__in=list(attended))
    people = there.update(attended=True)
    review.participants.exclude(pk__in=list(attended)).update(attended=False)
    if people < limits.PEER_REVIEW_LEAST_PEOPLE and not what_differed:
        sentence = _("Fewer than %(least)d attended, so it was not as approved: say what differed.")
        raise Refused(Refusal(sentence % {"least": limits.PEER_REVIEW_LEAST_PEOPLE}))
    values = {
        "as_approved": not what_differed,
        "what_differed": what_differed,
        "how_it_went": discussion,
        "attendance_check": _("The leader confirmed each participant for the full time."),
        "objectives_evidence": objectives_met,
        "discussion_summary": discussion,
        "certificates_issued": False,
        "attendees": people,
        "completers": people,
    }
    event = machinery.declared(_event_of(review), values, actor=actor, at=at)
    if what_differed:
        notifications.ReviewDiffers(review).send(at=at, besides=actor.user_id)
    else:
        _give_points(review, event, actor=actor, at=at)
    return review


@transaction.atomic
def release_review(
    *, review: PeerReview, reason: str, version: int | None = None, actor: Actor, at: datetime
) -> PeerReview:
    """The CET manager accepts the difference: those who attended get their points."""
    review = machinery.as_read(review, version)
    review = _settled(review, "release", reason, actor=actor, at=at)
    event = declaring.release_declaration(
        event=_event_of(review), reason=reason, actor=actor, at=at
    )
    if review.participants.filter(attended=True).exists():
        _give_points(review, event, actor=actor, at=at)
    return review


@transaction.atomic
def turn_down_review(
    *, review: PeerReview, reason: str, version: int | None = None, actor: Actor, at: datetime
) -> PeerReview:
    """The CET manager refuses the difference: no points follow, and that is final."""
    review = machinery.as_read(review, version)
    review = _settled(review, "turn_down", reason, actor=actor, at=at)
    declaring.refuse_declaration(event=_event_of(review), reason=reason, actor=actor, at=at)
    notifications.ReviewNotCounted(review).send(at=at, besides=actor.user_id)
    return review


def _settled(
    review: PeerReview, step: str, reason: str, *, actor: Actor, at: datetime
) -> PeerReview:
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the registrant reads it.")))
    require(workflow.peer_review.refusal(review, step, actor=actor, at=at))
    return workflow.peer_review.move(
        review,
        step,
        actor=actor,
        at=at,
        reason=reason.strip(),
        reasons=reason.strip(),
        decided_by_name=actor.name[:200],
    )


def _give_points(review: PeerReview, event: Event, *, actor: Actor, at: datetime) -> None:
    attended = list(
        review.participants.filter(attended=True)
        .order_by("order")
        .values_list("registrant_id", flat=True)
    )
    given = machinery.uploaded(event, attended, actor=actor, at=at)
    notifications.ReviewPoints(review, given).send(at=at)
    if set(attended) - given:
        notifications.SomebodyWithoutPoints(review).send(at=at)


def _event_of(review: PeerReview) -> Event:
    return Event.objects.select_related("application__modality", "provider").get(pk=review.event_id)
