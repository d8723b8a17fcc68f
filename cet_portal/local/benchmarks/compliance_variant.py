"""How long it takes to rehearse a variant of a scheme version over the whole register."""

from dataclasses import replace
from time import perf_counter

from cet_portal.core import clock
from cet_portal.core.actor import Actor
from compliance import services
from compliance.models import ComplianceRun
from compliance.queries import runs as reads
from compliance.rules import Period, figures_as_plain, figures_of
from compliance.services import running


def measure(period: Period, actor: Actor) -> dict:
    """A peer review more than is asked for: seconds in one process, and how many it changes."""
    figures = figures_of(period.scheme)
    other = replace(figures, peer_reviews=figures.peer_reviews + 1)
    at = clock.now()
    variant = services.draft_variant(
        base=period.scheme,
        values={
            "name": "Two peer reviews",
            "legal_source": "A draft",
            "purpose": "",
            "figures": figures_as_plain(other),
        },
        actor=actor,
        at=at,
    )
    began = perf_counter()
    made = running.start_run(
        period=period, kind="REHEARSAL", apart=True, variant=variant, actor=actor, at=at
    )
    running.work_on_run(run=made, terms=reads.terms_of(made), at=at)
    seconds = perf_counter() - began
    made = ComplianceRun.objects.get(pk=made.pk)
    if not made.is_sealed:
        raise RuntimeError(f"not sealed: {made.status} {made.counts}")
    return {"people": made.people, "seconds": round(seconds, 2), "met": made.met}
