"""Acts on many are begun: what they are about is fixed, and who answers for them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from compliance import permissions
from compliance.enums import BulkKind
from compliance.models import BulkAct, ComplianceRun
from compliance.queries import late as late_reads
from compliance.queries import removing as reads
from compliance.rules import Period
from compliance.services.outcomes.acting import carry_out_now_or_later
from compliance.services.outcomes.making_up import keep_made_up
from registrants import queries as register_queries


def begin_late(
    *, keys: Sequence[int], count: bool, reason: str, actor: Actor, at: datetime
) -> BulkAct:
    """Late lines count (`count`) or do not, with a reason that their people read.

    Refused without lines or reason, when none of them waits any more, and to everybody but GOC
    staff. Lines that were settled meanwhile, or are under an open case, are passed over and listed
    with the act. A short act is carried out at once.
    """
    if not actor.may(Permission.CASE_SETTLE):
        raise Refused(Refusal(_("Only GOC staff can decide on points that came late.")))
    if not late_reads.late_lines(actor, keys).exists():
        raise Refused(Refusal(_("Nothing of what you chose waits any more.")))
    rows = register_queries.those(keys).order_by("registrant_id", "pk")
    act = _begin(
        BulkKind.SETTLE_LATE if count else BulkKind.REFUSE_LATE,
        list(rows.values_list("pk", flat=True)),
        reason,
        actor=actor,
        at=at,
    )
    return carry_out_now_or_later(act=act, actor=actor, at=at)


def begin_removal(
    *,
    run: ComplianceRun,
    period: Period,
    keys: Sequence[int],
    of_day: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> BulkAct:
    """These people, who are short in a sealed real run, or a specialty of theirs, leave the
    register on `of_day`.

    Refused before the first day of the scheme version, for a day that is past, without people
    or reason, and to everybody but the CET manager. Each person is looked at once more under a
    lock: who disputes, asked for an exception, or whose record has changed is passed over.
    """
    require(permissions.may_remove(actor, period, of_day=of_day, today=london_date(at)))
    require(permissions.may_follow(run))
    require(reads.superseded(run))
    with transaction.atomic():
        keep_made_up(run=run, period=period, actor=actor, at=at)
        act = _begin(
            BulkKind.REMOVE,
            reads.short_in(run, keys),
            reason,
            run=run,
            cycle=run.cycle,
            of_day=of_day,
            actor=actor,
            at=at,
        )
    return carry_out_now_or_later(act=act, actor=actor, at=at)


@transaction.atomic
def _begin(
    kind: BulkKind,
    keys: list[int],
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    run: ComplianceRun | None = None,
    cycle: str = "",
    of_day: date | None = None,
) -> BulkAct:
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: those concerned read it.")))
    if not keys:
        raise Refused(Refusal(_("Nothing of what you chose waits any more.")))
    act = BulkAct.objects.create(
        kind=kind,
        cycle=cycle,
        run=run,
        of_day=of_day,
        keys=keys,
        reason=reason.strip(),
        actor_id=actor.user_id,
        actor_name=actor.name[:200],
        actor_role=actor.role,
        begun_at=at,
    )
    audit.record("bulk_act.begin", act, actor=actor, at=at, kind=str(kind), total=act.total)
    return act
