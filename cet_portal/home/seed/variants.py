"""Variants of the scheme that Council considers: rehearsed over the cycle that ended last, where
somebody would pass and somebody would fail, and drafted further."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from cet_portal.core.actor import Actor
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from compliance import queries as compliance_queries
from compliance import services
from compliance.models import SchemeVariant
from compliance.queries import runs
from compliance.rules import Period
from compliance.rules.figures import Figures, figures_as_plain, figures_of
from compliance.rules.variants import completed
from compliance.services import rehearsing, running

STAFF = "Daniel Osei"
SOURCE = "Consultation on the next scheme, proposal 4"
LESS = "Less to collect, and more of it with others."
MORE = "More than a point for each month, as other professions have it."
# For each month of 36: 30, 42 and 40 points.
THIRTY, FORTY_TWO, FORTY = Fraction(5, 6), Fraction(7, 6), Fraction(10, 9)


def threads(world: World) -> list[Thread]:
    """One that asks for less, one that asks for more."""
    return [considered(world), objected(world)]


def considered(world: World) -> Thread:
    """30 points instead of 36, and in the next edition 24 of them interactive: some would pass
    now, and some would fail."""
    yield (at := world.days.ago(6, 11))
    period, actor = _ended(world), world.actor(STAFF, "staff")
    fewer = replace(figures_of(period.scheme), points_a_month=THIRTY)
    values = _values("30 points in a cycle", LESS, fewer)
    variant = services.draft_variant(base=period.scheme, values=values, actor=actor, at=at)
    yield (at := world.days.ago(6, 11, 20))
    _rehearse(variant, period, actor=actor, at=at)
    yield (at := world.days.ago(5, 9, 30))
    together = replace(fewer, interactive_share=Fraction(2, 3))
    values = _values("30 points in a cycle, 24 of them interactive", LESS, together)
    variant = _save(variant, values, actor=actor, at=at)
    yield (at := world.days.ago(5, 9, 50))
    _rehearse(variant, period, actor=actor, at=at)


def objected(world: World) -> Thread:
    """42 points instead of 36; so many would fail that the next edition, a draft so far, asks for
    fewer."""
    yield (at := world.days.ago(4, 14))
    period, actor = _ended(world), world.actor(STAFF, "staff")
    base = figures_of(period.scheme)
    values = _values("42 points in a cycle", MORE, replace(base, points_a_month=FORTY_TWO))
    variant = services.draft_variant(base=period.scheme, values=values, actor=actor, at=at)
    yield (at := world.days.ago(4, 14, 10))
    _rehearse(variant, period, actor=actor, at=at)
    yield (at := world.days.ago(3, 10))
    values = _values("40 points in a cycle", MORE, replace(base, points_a_month=FORTY))
    _save(variant, values, actor=actor, at=at)


def _ended(world: World) -> Period:
    begun = compliance_queries.periods(world.days.today)
    return next(each for each in begun if each.last_day < world.days.today)


def _rehearse(variant: SchemeVariant, period: Period, *, actor: Actor, at: datetime) -> None:
    run = rehearsing.rehearse_variant(variant=variant, period=period, actor=actor, at=at)
    running.work_on_run(run=run, terms=runs.terms_of(run), at=at)


def _save(variant: SchemeVariant, values: dict, *, actor: Actor, at: datetime) -> SchemeVariant:
    variant.refresh_from_db()
    return services.save_variant(
        variant=variant, version=variant.version, values=values, actor=actor, at=at
    )


def _values(name: str, purpose: str, figures: Figures) -> dict:
    return {
        "name": name,
        "legal_source": SOURCE,
        "purpose": purpose,
        "figures": figures_as_plain(completed(figures)),
    }
