"""What people thought of it, without who they are (decisions.md 30), and what was changed then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth

from approvals.models import CetApplication
from cet_portal.core.actor import Actor
from cet_portal.core.clock import LONDON
from sessions_events.models import Event, Improvement, Rating

_SAYS_SOMETHING = ~Q(comment="") & Q(hidden_at__isnull=True)


@dataclass(frozen=True, slots=True)
class OwnRating:
    """What somebody gave. `improved`: the provider has said what it changed in this CET."""

    score: int
    last_day: date
    hidden: bool
    improved: bool


def ratings_of(actor: Actor) -> QuerySet:
    """Figures for each rated CET that the actor may see, the most rated first; no names."""
    return (
        Rating.objects.visible_to(actor)
        .values("event__application__c_number", "event__application__title")
        .annotate(
            ratings=Count("pk"),
            average=Avg("score"),
            comments=Count("pk", filter=_SAYS_SOMETHING),
        )
        .order_by("-ratings", "event__application__c_number")
    )


def comments_of(actor: Actor, **about: object) -> QuerySet:
    """The comments on a CET (`event__application=`) or on an event (`event=`), the latest first,
    without who gave them; those that GOC staff hid are among them.

    `of_event`: how many rated the same event.
    """
    same_event = Rating.objects.filter(event=OuterRef("event")).order_by().values("event")
    return (
        Rating.objects.visible_to(actor)
        .with_comment()
        .filter(**about)
        .annotate(of_event=Subquery(same_event.annotate(ratings=Count("pk")).values("ratings")))
        .select_related("event")
        .defer("registrant_id")
        .order_by("-rated_at", "-pk")
    )


def scores_of(actor: Actor, **about: object) -> dict[int, int]:
    """How many gave each score to a CET or an event (see `comments_of`)."""
    rows = Rating.objects.visible_to(actor).filter(**about)
    counted = rows.values("score").annotate(ratings=Count("pk")).order_by("score")
    return {row["score"]: row["ratings"] for row in counted}


def rated_events(actor: Actor, application: CetApplication) -> QuerySet:
    """The rated events of a CET in the order of their days, with `rated` and `average`.

    What few gave is among them; `rules.opinions.shown_apart` says which may be shown.
    """
    given = Rating.objects.visible_to(actor).filter(event__application=application)
    return (
        Event.objects.filter(ratings__in=given)
        .annotate(rated=Count("ratings"), average=Avg("ratings__score"))
        .order_by("starts_at", "pk")
    )


def rated_months(actor: Actor, event: Event) -> QuerySet:
    """For each month in London in which the event was rated: `month`, `rated`, `average`."""
    given = Rating.objects.visible_to(actor).filter(event=event)
    return (
        given.values(month=TruncMonth("rated_at", tzinfo=LONDON))
        .annotate(rated=Count("pk"), average=Avg("score"))
        .order_by("month")
    )


def was_rated(application: CetApplication) -> bool:
    """Has anybody rated it?"""
    return Rating.objects.filter(event__application=application).exists()


def raters_of(application: CetApplication) -> list[int]:
    """The people who rated it, for messages alone: no page shows them."""
    rows = Rating.objects.filter(event__application=application)
    return list(rows.order_by("registrant_id").values_list("registrant_id", flat=True).distinct())


def own_rating(person_id: int | None, ev_number: str) -> Rating | None:
    """What this person said about the event before."""
    if person_id is None:
        return None
    return Rating.objects.filter(registrant_id=person_id, event__ev_number=ev_number).first()


def rated_by(person_id: int | None, ev_numbers: Iterable[str]) -> dict[str, OwnRating]:
    """The person's own ratings, by EV-number."""
    if person_id is None:
        return {}
    said = Improvement.objects.standing().filter(application=OuterRef("event__application"))
    rows = Rating.objects.filter(registrant_id=person_id, event__ev_number__in=list(ev_numbers))
    found = rows.annotate(improved=Exists(said)).select_related("event")
    return {
        each.event.ev_number: OwnRating(
            each.score, each.last_day, each.hidden_at is not None, each.improved
        )
        for each in found
    }


def comments_visible_to(actor: Actor, *, hidden: bool | None = None, text: str = "") -> QuerySet:
    """All comments that the actor may see, the latest first.

    `hidden`: only those, or only the others. `text`: in the comment, the numbers or the title.
    """
    rows = Rating.objects.visible_to(actor).with_comment()
    if hidden is not None:
        rows = rows.filter(hidden_at__isnull=not hidden)
    if text:
        rows = rows.filter(
            Q(comment__icontains=text)
            | Q(event__ev_number__iexact=text)
            | Q(event__application__c_number__iexact=text)
            | Q(event__application__title__icontains=text)
        )
    found = rows.select_related("event__application", "event__provider").defer("registrant_id")
    return found.order_by("-rated_at", "-pk")


def improvements_visible_to(actor: Actor, c_number: str) -> QuerySet:
    """The notes of a CET that its provider and GOC staff see, the latest first; also those that
    were taken back."""
    rows = Improvement.objects.visible_to(actor).filter(application__c_number=c_number)
    return rows.select_related("application__provider").order_by("-made_at", "-pk")


def improvements_of(c_number: str) -> QuerySet:
    """The notes of a CET that everybody can read, the latest first."""
    rows = Improvement.objects.standing().filter(application__c_number=c_number)
    return rows.order_by("-made_at", "-pk")
