"""A variant of the scheme that Council considers: rehearsed, and drafted further."""

from dataclasses import replace
from fractions import Fraction

from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from compliance import queries as compliance_queries
from compliance import services
from compliance.queries import runs
from compliance.rules.figures import Figures, figures_as_plain, figures_of
from compliance.rules.variants import completed
from compliance.services import rehearsing, running

STAFF = "Daniel Osei"


def considered(world: World) -> Thread:
    """30 points instead of 36; the rehearsal shows who would meet it, and the next edition asks
    for more interactive points in turn."""
    yield (at := world.days.ago(6, 11))
    actor = world.actor(STAFF, "staff")
    begun = compliance_queries.periods(world.days.today)
    period = compliance_queries.period_on(world.days.today, begun)
    if period is None:
        return
    base = figures_of(period.scheme)
    fewer = replace(base, points_a_month=Fraction(5, 6))
    variant = services.draft_variant(
        base=period.scheme, values=_values("30 points in a cycle", fewer), actor=actor, at=at
    )
    yield (at := world.days.ago(6, 11, 20))
    run = rehearsing.rehearse_variant(variant=variant, period=period, actor=actor, at=at)
    running.work_on_run(run=run, terms=runs.terms_of(run), at=at)
    yield (at := world.days.ago(5, 9, 30))
    variant.refresh_from_db()
    more = replace(fewer, interactive_share=Fraction(2, 3))
    services.save_variant(
        variant=variant,
        version=variant.version,
        values=_values("30 points in a cycle, 24 of them interactive", more),
        actor=actor,
        at=at,
    )


def _values(name: str, figures: Figures) -> dict:
    return {
        "name": name,
        "legal_source": "Consultation on the next scheme, proposal 4",
        "purpose": "Less to collect, and more of it with others.",
        "figures": figures_as_plain(completed(figures)),
    }
