"""Plans that registrants keep: a career break of somebody who thinks of one."""

from datetime import timedelta
from urllib.parse import urlencode

from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from compliance import services
from sessions_events import queries as event_queries

WHO = "Bethan Lloyd-Hughes"


def plans(world: World) -> Thread:
    """One evening she thinks of the next two events, and of a break."""
    yield (at := world.days.ago(1, 21, 5))
    actor = world.actor(WHO, "registrant")
    first = world.days.today + timedelta(days=60)
    last = first + timedelta(days=180)
    if last >= world.days.cycle(world.days.today).last_day:
        return
    break_ = {"break_from": f"{first:%-d %-m %Y}", "break_until": f"{last:%-d %-m %Y}"}
    services.save_plan(name="Half a year off", choice=urlencode(break_), actor=actor, at=at)
    soon = event_queries.upcoming(at).values_list("ev_number", flat=True)[:2]
    services.save_plan(
        name="The next two events",
        choice=urlencode({"event": list(soon)}, doseq=True),
        actor=actor,
        at=at,
    )
