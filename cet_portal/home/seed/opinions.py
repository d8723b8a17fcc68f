"""Threads about ratings: what providers changed, and a comment that was hidden."""

from datetime import timedelta

from django.db.models import Count, Q

from approvals.models import CetApplication
from cet_portal.core.clock import london_date
from cet_portal.home.seed.settling import staff_actor
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from registrants.enums import PointStatus
from registrants.models import PointEntry
from sessions_events import services as event_services
from sessions_events.models import Rating

# What Northgate says about its best rated CET, so many working days before today.
CHANGED = {
    25: "Several of you wanted a handout with the figures. It is now sent the week before.",
    6: "Questions have twenty minutes of their own at the end, and cases are discussed in fours.",
}
NAMES_A_PATIENT = "A pity that a patient from Otley was named and her notes were passed around."
WHY_HIDDEN = "The comment lets a patient be recognised."


def improvements(world: World) -> Thread:
    """The administrator writes a note now and then, and staff hide one comment."""
    actor = world.actor("Priya Raman", "northgate")
    for days, text in CHANGED.items():
        yield (at := world.days.ago(days) + timedelta(minutes=25))
        rated = CetApplication.objects.filter(provider=world.providers["northgate"])
        best = rated.annotate(
            ratings=Count("events__ratings", filter=Q(events__ratings__score__gte=4))
        ).order_by("-ratings", "pk")[0]
        event_services.say_what_changed(application=best, text=text, actor=actor, at=at)


def hidden_comment(world: World) -> Thread:
    """Somebody adds to a rating what does not belong there, and staff hide the comment."""
    yield (at := world.days.ago(2))
    changeable = Rating.objects.filter(
        last_day__gte=london_date(at), registrant__user__isnull=False
    )
    rating = changeable.select_related("event", "registrant__user").order_by("pk").first()
    if rating is None:
        return
    entry = PointEntry.objects.get(
        registrant=rating.registrant,
        event_reference=rating.event.ev_number,
        status=PointStatus.ACCEPTED,
    )
    actor = world.actor(rating.registrant.user.name, "registrant")
    rating = event_services.rate(
        entry=entry, score=rating.score, comment=NAMES_A_PATIENT, actor=actor, at=at
    )
    yield (at := at + timedelta(hours=3))
    event_services.hide_comment(
        rating=rating, reason=WHY_HIDDEN, seen=rating.said_at, actor=staff_actor(), at=at
    )
