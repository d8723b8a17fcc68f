"""What approvers judge and decide."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value

from approvals import notifications, permissions, queries, rules, workflow
from approvals.enums import Ending, Stage
from approvals.models import (
    AudienceApproval,
    CetApplication,
    Decision,
    Judgement,
    PrivateNote,
)
from approvals.queries.clocks import days_with_approver, due_in
from approvals.queries.outcomes import against_deciding
from approvals.services.clocks import waive_unpaid_fast_track
from cet_portal.core import audit
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.clock import london_date
from cet_portal.core.notifications import send_all
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workdays import NO_DEADLINE, Deadline
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import PointKind


class JudgedMeanwhile(Exception):
    """The approver saved judgements in another window since this one was opened."""


@transaction.atomic
def judge(
    *,
    application: CetApplication,
    judged: Sequence[rules.Judged],
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Keep how the approver judges criteria so far; nobody but approver and staff sees it.

    `seen`: `queries.last_judged` as it was when the form was opened. Raises `JudgedMeanwhile` if
    it is another by now.
    """
    current = lock(application)
    require(permissions.may_decide(actor, current, at=at))
    if current.status not in CetApplication.RUNNING:
        require(workflow.application.refusal(current, "approve", actor=actor, at=at))
    stage = queries.stage_of(current)
    if seen is not None and seen != queries.last_judged(current, actor.user_id, stage):
        raise JudgedMeanwhile
    criteria = {criterion.code: criterion for criterion in scheme_queries.criteria()}
    Judgement.objects.bulk_create(
        [
            Judgement(
                application=current,
                stage=stage,
                judged_by_id=cast(int, actor.user_id),
                criterion=criteria[each.criterion],
                audience=each.audience,
                verdict=each.verdict,
                sentence=each.sentence,
                judged_at=at,
            )
            for each in judged
        ],
        update_conflicts=True,
        unique_fields=["application", "stage", "judged_by", "criterion", "audience"],
        update_fields=["verdict", "sentence", "judged_at"],
    )


@transaction.atomic
def decide(
    *,
    application: CetApplication,
    outcomes: Sequence[rules.AudienceOutcome],
    reasons: str = "",
    read_round: int | None = None,
    judged: str | None = None,
    held_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """Decide for every audience, on the judgements kept (decisions.md 14, 15, 17).

    Approved if one audience is, until the end of the cycle; else rejected. On an appeal: upheld
    or dismissed. `reasons`: what the provider reads besides the judgements. Refused while
    `rules.against` finds anything. `read_round`, `judged` (`queries.last_judged`): what the
    approver had read; refused if it is another by now. `held_on`: the day of what is approved for
    one day; the approval ends with the cycle of that day instead of the present one.
    """
    locked = lock(application)
    stage = queries.stage_of(locked)
    granted = [outcome for outcome in outcomes if outcome.approved]
    step = _STEPS[stage, bool(granted)]
    require(workflow.application.refusal(locked, step, actor=actor, at=at))
    _require_current(locked, stage, actor, read_round=read_round, judged=judged)
    _require_grounds(locked, outcomes, stage, actor)
    days, late = days_with_approver(locked, at=at), _is_late(locked, at)
    decided = workflow.application.move(
        locked,
        step,
        actor=actor,
        at=at,
        reason=reasons,
        reasons=reasons,
        decided_at=at,
        days_with_approver=days,
        **_until(bool(granted), stage, at=at, held_on=held_on),
    )
    decision = Decision.objects.create(
        application=decided,
        stage=stage,
        outcome=decided.status,
        round=decided.round,
        decided_at=at,
        decided_by_id=cast(int, actor.user_id),
        reasons=reasons,
        working_days=days,
        late=late,
        words=_words_of(decided),
    )
    judgements = queries.judgements_by(decided, actor.user_id, stage).exclude(verdict="")
    judgements.update(decision=decision)
    _grant(decided, granted)
    decided.assignments.end(Ending.DECIDED, at=at)
    waive_unpaid_fast_track(application=decided, actor=CLOCK, at=at)
    notifications.Decided(decided, decision).send(at=at, besides=actor.user_id)
    if stage == Stage.APPEAL:
        told = (notifications.AppealDecidedForFirst, notifications.AppealDecided)
        send_all([message(decided) for message in told], at=at, besides=actor.user_id)
    return decided


_STEPS = {
    (Stage.FIRST, True): "approve",
    (Stage.FIRST, False): "reject",
    (Stage.APPEAL, True): "uphold",
    (Stage.APPEAL, False): "dismiss",
}


def _require_current(application, stage, actor: Actor, *, read_round, judged) -> None:
    overtaken = rules.overtaken(
        read_round=read_round,
        round_now=application.round,
        judged=judged,
        judged_now=queries.last_judged(application, actor.user_id, stage),
    )
    if overtaken:
        raise Refused(Refusal(overtaken))


def _require_grounds(application, outcomes, stage, actor: Actor) -> None:
    judged = queries.judged_by(application, actor.user_id, stage)
    found = against_deciding(application, outcomes, judged)
    if found:
        raise Refused(Refusal(str(found[0][1])))


def _is_late(application: CetApplication, at: datetime) -> bool:
    return application.due_on is not None and london_date(at) > application.due_on


def _until(
    approved: bool, stage: str, *, at: datetime, held_on: date | None = None
) -> dict[str, Any]:
    if approved:
        ends = scheme_queries.cycle_on(held_on or london_date(at)).last_day
        deadline = Deadline.on_calendar(london_date(at), ends, rule=limits.RULE_APPROVAL_ENDS)
        return {"approval_ends": ends, **deadline.as_fields()}
    if stage == Stage.APPEAL:  # final in the portal (domain.md 3.4)
        return NO_DEADLINE
    return due_in(limits.LODGE_APPEAL_WORKING_DAYS, at=at, rule=limits.RULE_LODGE_APPEAL)


def _grant(application: CetApplication, granted: Sequence[rules.AudienceOutcome]) -> None:
    audiences = {audience.code: audience for audience in scheme_queries.audiences()}
    AudienceApproval.objects.bulk_create(
        AudienceApproval(
            application=application,
            audience=outcome.audience,
            kind=PointKind.GENERAL if outcome.general else audiences[outcome.audience].kind,
            specialty=""
            if outcome.general
            else outcome.specialty or audiences[outcome.audience].specialty,
            total=outcome.total,
            interactive=outcome.interactive,
            peer_review=outcome.peer_review,
            units=list(outcome.units),
        )
        for outcome in granted
    )


def _words_of(application: CetApplication):
    """Title, objectives, units and way of learning, for the search for precedents."""
    units = scheme_queries.units().filter(code__in=application.units)
    return (
        SearchVector(Value(application.title), weight="A", config="english")
        + SearchVector(
            Value(" ".join(application.objectives.values_list("text", flat=True))),
            weight="B",
            config="english",
        )
        + SearchVector(
            Value(" ".join([*map(str, units), str(application.modality or "")])),
            weight="C",
            config="english",
        )
    )


@transaction.atomic
def add_note(*, application: CetApplication, text: str, actor: Actor, at: datetime) -> PrivateNote:
    """A note that approvers and staff see, and the provider never."""
    require(permissions.may_note(actor, application, at=at))
    note = PrivateNote.objects.create(
        application=application,
        at=at,
        by_id=actor.user_id,
        by=actor.name[:200],
        role=actor.role,
        text=text,
    )
    audit.record("application.note", application, actor=actor, at=at)
    return note
