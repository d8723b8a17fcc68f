"""Lists of what registrants ask for: what waits, what is to confirm, what is late."""

from datetime import date, datetime

from django.db.models import Count, F, Q

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from registrants.models import RegisterEntry
from sessions_events.enums import AskedStanding, NonUkStatus, ReviewStatus
from sessions_events.models import Duty, NonUkCet, PeerReview
from sessions_events.models.asked import Asked

# Staff have to decide: the request, a difference, the evidence.
_WAITS = Q(status__in=[ReviewStatus.REQUESTED, ReviewStatus.HELD, NonUkStatus.EVIDENCE_SENT])


def _late(today: date) -> Q:
    """Not confirmed in time."""
    return Q(status=ReviewStatus.APPROVED, event__due_on__lt=today)


def reviews_visible_to(actor: Actor):
    """Peer reviews that the actor may see, with what a list shows; the latest first."""
    return (
        PeerReview.objects.visible_to(actor)
        .select_related("registrant", "event__application", "event__session")
        .order_by("-starts_at", "-pk")
    )


def non_uk_visible_to(actor: Actor):
    """CET outside the UK that the actor may see, with what a list shows; the latest first."""
    return (
        NonUkCet.objects.visible_to(actor)
        .select_related("registrant", "event__application", "modality", "programme", "evidence")
        .order_by("-starts_at", "-pk")
    )


def to_decide(rows):
    """Those that wait for staff: a decision, a difference, evidence; what begins first in front."""
    return rows.filter(_WAITS).order_by("starts_at", "pk")


def to_confirm(rows, at: datetime):
    """Those that are over, and whose registrant has not confirmed them; what is due first in
    front."""
    over = rows.filter(status=ReviewStatus.APPROVED, ends_at__lte=at)
    return over.order_by("event__due_on", "pk")


def approved_of(actor: Actor) -> list[Asked]:
    """What the actor asked for, was approved and is not confirmed yet; whoever holds a secret of
    theirs, such as their calendar's address, reads the same."""
    return [
        asked
        for model in (PeerReview, NonUkCet)
        for asked in model.objects.filter(
            registrant_id=actor.person_id, status=ReviewStatus.APPROVED
        )
        .select_related("event")
        .order_by("starts_at", "pk")
    ]


def overdue(rows, today: date):
    """Those that were not confirmed in time: a question asked of stored dates."""
    return rows.filter(_late(today)).order_by("event__due_on", "pk")


def matching(rows, text: str):
    """Those whose number, title or registration number of a member or of whoever asked holds
    `text`."""
    if not text:
        return rows
    people = RegisterEntry.objects.filter(number__icontains=text).values("registrant")
    return rows.filter(
        Q(number__icontains=text) | Q(title__icontains=text) | Q(registrant__in=people)
    )


def staff_list(actor: Actor, *, kind: str, standing: str, text: str, at: datetime):
    """What staff see of one kind ("abroad", or peer review) in one standing."""
    seen = non_uk_visible_to(actor) if kind == "abroad" else reviews_visible_to(actor)
    rows = matching(seen, text)
    if standing == AskedStanding.WAITING:
        return to_decide(rows)
    if standing == AskedStanding.TO_CONFIRM:
        return to_confirm(rows, at)
    return overdue(rows, london_date(at)) if standing == AskedStanding.OVERDUE else rows


def waiting_for_staff(actor: Actor, at: datetime) -> dict[str, int]:
    """How many peer reviews and how much CET abroad waits for staff, and what is `overdue`."""
    late = _late(london_date(at))
    reviews, abroad = (
        rows.aggregate(waits=Count("pk", filter=_WAITS), late=Count("pk", filter=late))
        for rows in (reviews_visible_to(actor), non_uk_visible_to(actor))
    )
    return {
        "reviews": reviews["waits"],
        "abroad": abroad["waits"],
        "overdue": reviews["late"] + abroad["late"],
    }


def to_do_of(actor: Actor, at: datetime):
    """What a registrant led or attended and has to confirm, what is due first in front."""
    return [
        *to_confirm(reviews_visible_to(actor), at),
        *to_confirm(non_uk_visible_to(actor), at),
    ]


def named_in(actor: Actor, at: datetime):
    """Approved peer reviews to come that somebody else leads and names the actor in."""
    reviews = PeerReview.objects.filter(
        status=ReviewStatus.APPROVED,
        ends_at__gt=at,
        participants__registrant=actor.person_id,
    ).exclude(registrant=actor.person_id)
    return reviews.select_related("registrant").order_by("starts_at", "pk")


def undecided(model, at: datetime):
    """Requests of this kind that have begun; `due_on` is when."""
    return model.objects.filter(status=ReviewStatus.REQUESTED, starts_at__lte=at).annotate(
        due_on=F("starts_at")
    )


def duties_to_tell(today: date):
    """What registrants are to be reminded of now."""
    return Duty.objects.to_tell(today).exclude(event__provider__own="")
