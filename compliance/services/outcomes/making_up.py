"""Points that made up a shortfall are noted: each is used once (E32)."""

from datetime import datetime

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from compliance.models import ComplianceRun, MakeUpUse, RunResult
from compliance.queries import removing as reads
from compliance.rules import Period
from compliance.rules.timetable import make_up_until

AT_ONCE = 1000


def keep_made_up(*, run: ComplianceRun, period: Period, actor: Actor, at: datetime) -> int:
    """Note what people who are short in the run made up by 15 March; returns how many lines are
    new. Nothing in the enhanced scheme. Told twice it changes nothing."""
    if make_up_until(period) is None:
        return 0
    rows = RunResult.objects.filter(run=run, met=False).order_by("registrant_id")
    keys = list(rows.values_list("registrant_id", flat=True))
    before = MakeUpUse.objects.count()
    for start in range(0, len(keys), AT_ONCE):
        made = reads.made_up_in(run, period, keys[start : start + AT_ONCE])
        MakeUpUse.objects.bulk_create(
            (
                MakeUpUse(entry_id=int(use.reference), cycle=run.cycle, used=use.used, used_at=at)
                for each in made.values()
                for use in each.uses
            ),
            ignore_conflicts=True,
        )
    new = MakeUpUse.objects.count() - before
    if new:
        audit.record("run.make_up", run, actor=actor, at=at, lines=new)
    return new
