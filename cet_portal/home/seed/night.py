"""What the timers have done up to now: reminders, and how everybody stands."""

from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import london_date
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from compliance import services as compliance_services
from registrants import queries as register_queries
from registrants import services as register_services


def of_today(world: World) -> Thread:
    """Whoever is due is reminded, so that the next reminder of everybody lies ahead; the present
    cycle and the one before are counted, for comparisons, lists of gaps, dashboards, reports."""
    yield (at := world.days.now)
    today = london_date(at)
    register_services.remind(
        reminders=list(register_queries.reminders_due(today)), actor=CLOCK, at=at
    )
    compliance_services.count_at_night(actor=CLOCK, at=at)
