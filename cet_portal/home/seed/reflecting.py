"""A thread about peer reviews: they count once their reflection statement is written."""

from datetime import timedelta

from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from registrants import services
from registrants.enums import PointStatus
from registrants.models import PointEntry

# So many people write theirs; the others still have to.
WRITERS = 20
STATEMENT = (
    "We went through my own cases and those of two colleagues. I now repeat the fields before I "
    "refer, and write down why when I do not."
)


def written(world: World) -> Thread:
    """Some people write the statement of their last accepted peer review."""
    yield (at := world.days.ago(2) + timedelta(hours=20))
    cycle = world.days.cycle(world.days.today)
    lines = (
        PointEntry.objects.filter(
            status=PointStatus.ACCEPTED,
            peer_review=True,
            reflection__isnull=True,
            event_date__gte=cycle.first_day,
            registrant__user__isnull=False,
        )
        .select_related("registrant__user")
        .order_by("registrant_id", "-event_date", "-pk")
        .distinct("registrant_id")
    )
    for line in lines[:WRITERS]:
        actor = world.actor(line.registrant.user.name, "registrant")
        services.write_reflection(entry=line, text=STATEMENT, actor=actor, at=at)
        at += timedelta(minutes=3)
