"""Staff have seen the numbers: the letters are written."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.queue import enqueue
from cet_portal.core.workflow import lock
from compliance import permissions, workflow
from compliance.enums import RoundStatus
from compliance.models import ComplianceRun, LetterRound
from compliance.queries import addressees


@transaction.atomic
def ask_letters(
    *, run: ComplianceRun, kind: str, year: int | None = None, actor: Actor, at: datetime
) -> LetterRound:
    """Have the letters of a kind written to everybody whom the run concerns, by the worker.

    Pressed twice, by one person or by two, it gives the letters there are. Refused for a run that
    is not sealed, for a rehearsal where a real run is needed, with nobody to write to, and while
    other letters of the kind are being written.
    """
    run = lock(run)
    require(permissions.may_write_letters(actor, run, kind, year, at=at))
    there = LetterRound.objects.filter(run=run, kind=kind, year=year).first()
    if there:
        return there
    others = LetterRound.objects.filter(
        cycle=run.cycle, kind=kind, year=year, status=RoundStatus.WRITING
    )
    if others.exists():
        raise Refused(Refusal(_("Letters of this kind are being written. Wait until they are.")))
    total = addressees.to_write(run, kind, year, on=london_date(at)).count()
    if not total:
        raise Refused(Refusal(_("There is nobody to write to: everybody has had this letter.")))
    letter_round = LetterRound.objects.create(
        cycle=run.cycle,
        kind=kind,
        year=year,
        run=run,
        total=total,
        moved_at=at,
        made_at=at,
        made_by_id=actor.user_id,
        made_by_name=actor.name[:200],
        **workflow.letter_round.born(RoundStatus.WRITING),
    )
    audit.record("letters.ask", letter_round, actor=actor, at=at, run=run.number, total=total)
    enqueue("compliance.write_letters", round_id=letter_round.pk)
    return letter_round
