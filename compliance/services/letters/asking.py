"""Staff have seen the numbers: the letters are written."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
from compliance.queries import letters as reads


@transaction.atomic
def ask_letters(
    *,
    run: ComplianceRun,
    kind: str,
    year: int | None = None,
    shown: int | None = None,
    actor: Actor,
    at: datetime,
) -> LetterRound:
    """Have the letters of a kind written to everybody whom the run concerns, by the worker.

    `shown`: how many letters the actor has seen that it would be, if there was a page before.
    Pressed twice, by one person or by two, it gives the letters there are. Refused for a run that
    is not sealed or not the newest, for a rehearsal where a real run is needed, with nobody or
    other people to write to than was shown, and while other letters of the kind are being written.
    """
    run = lock(run)
    require(permissions.may_write_letters(actor, run, kind, year, at=at))
    there = LetterRound.objects.filter(run=run, kind=kind, year=year).first()
    if there:
        return there
    require(_superseded(run, kind, year))
    others = LetterRound.objects.filter(
        cycle=run.cycle, kind=kind, year=year, status=RoundStatus.WRITING
    )
    if others.exists():
        raise Refused(Refusal(_("Letters of this kind are being written. Wait until they are.")))
    total = addressees.to_write(run, kind, year, on=london_date(at)).count()
    if not total:
        raise Refused(Refusal(_("There is nobody to write to: everybody has had this letter.")))
    if shown is not None and shown != total:
        words = ngettext(
            "Shown was %(shown)d letter, now it would be %(total)d. Nothing is written yet.",
            "Shown were %(shown)d letters, now it would be %(total)d. Nothing is written yet.",
            shown,
        )
        raise Refused(Refusal(words % {"shown": shown, "total": total}))
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


def _superseded(run: ComplianceRun, kind: str, year: int | None) -> Refusal | None:
    """What a newer run says, this one does not say any more."""
    newest = reads.last_run(run.cycle, kind, year)
    if newest is None or newest.pk == run.pk:
        return None
    words = {"number": newest.number}
    return Refusal(
        _("There is a newer run of this cycle: %(number)s. Nothing is written yet.") % words
    )
