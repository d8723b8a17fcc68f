"""The cycle that ended last, rehearsed: a sealed run to look at."""

from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from compliance import queries as compliance_queries
from compliance.enums import RunKind
from compliance.queries import runs
from compliance.services import running

STAFF = "Daniel Osei"


def rehearsed(world: World) -> Thread:
    """Everybody who was on the register in it, judged and sealed."""
    yield (at := world.days.ago(9, 10))
    begun = compliance_queries.periods(world.days.today)
    period = next(each for each in begun if each.last_day < world.days.today)
    run = running.start_run(
        period=period,
        kind=RunKind.REHEARSAL,
        apart=True,
        actor=world.actor(STAFF, "staff"),
        at=at,
    )
    running.work_on_run(run=run, terms=runs.terms_of(run), at=at)
