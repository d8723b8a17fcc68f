"""Removals after sealed runs, and what holds them back, for tests."""

from datetime import date

from compliance import services
from compliance.enums import Factor
from compliance.models import BulkAct, Removal, RunResult
from compliance.queries import removing as reads
from tests.compliance.cases import manager, own
from tests.compliance.earned import with_points
from tests.compliance.sealed import period_of, sealed
from tests.sessions_events.building import london

OLD = "2007-2009"
RAN = london(2010, 1, 10)
APRIL = london(2010, 4, 5)
DAY = date(2010, 4, 12)


def period():
    """2007 to 2009, seen in April."""
    return period_of(OLD, APRIL)


def on_register(surname="Marsh", *, general=0, lens=None, **changed):
    """On the register since 2000; with `lens` a contact lens optician with so many such points."""
    return with_points(
        surname,
        general=general,
        lens=lens,
        earned=date(2008, 3, 3),
        accepted=london(2009, 6, 1),
        start=date(2000, 1, 1),
        at=RAN,
        **changed,
    )


def remove(run, *people, by=None, at=APRIL, of_day=DAY, reason="Not met.") -> BulkAct:
    """The people are taken off the register, by the CET manager unless `by` says who."""
    return services.begin_removal(
        run=run,
        period=period_of(run.cycle, at),
        keys=[each.pk for each in people],
        of_day=of_day,
        reason=reason,
        actor=by or manager(),
        at=at,
    )


def held_back(run, someone, *, at=APRIL, of_day=DAY):
    """Why the person is not removed, or None."""
    rows = RunResult.objects.filter(run=run, registrant=someone)
    (found,) = reads.candidates(rows, run, period_of(run.cycle, at), of_day=of_day)
    return found.held


def dispute(someone):
    """The person disputes the record."""
    return services.lodge(
        period=period(),
        words="Wrong.",
        actor=own(someone),
        at=london(2010, 1, 12),
    )


def ask(someone, at=RAN):
    """The person asks for an exception."""
    return services.ask_exception(
        period=period(),
        ground="ILLNESS",
        words="Ill.",
        actor=own(someone),
        at=at,
    )


def decide(request, step="excuse", **changed):
    """The request is sent and decided."""
    sent = services.send_exception(
        request=request,
        actor=own(request.registrant),
        at=RAN,
    )
    factors = dict.fromkeys(Factor, ("FOR", "x"))
    return services.decide_exception(
        request=sent, period=period(), step=step, factors=factors, reason="x", **changed,
        actor=manager(), at=RAN,
    )  # fmt: skip


def removed(**changed) -> Removal:
    """Somebody who was removed."""
    marsh = on_register(**changed)
    remove(sealed(period(), marsh, at=RAN), marsh)
    return Removal.objects.get(registrant=marsh)


def restore(removal, by=None, at=APRIL, reason="A mistake.", **changed):
    """They come back, by the CET manager unless `by` says who."""
    return services.restore(removal=removal, **changed, reason=reason, actor=by or manager(), at=at)
