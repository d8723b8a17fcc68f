"""Reads of judgements, decisions and what they approved."""

from django.db.models import Prefetch

from approvals.enums import ApplicationStatus, Stage
from approvals.models import Appeal, AudienceApproval, CetApplication, Judgement
from approvals.rules import Judged
from cet_portal.scheme.models import CompetencyUnit


def audience_of_unit() -> dict[str, str]:
    """For each unit's code the audience it belongs to."""
    return dict(CompetencyUnit.objects.values_list("code", "audience__code"))


def approvals_of(application: CetApplication) -> dict[str, AudienceApproval]:
    """The approval of each audience, by its code."""
    return {approval.audience: approval for approval in application.approvals.all()}


def decisions_of(application: CetApplication):
    """The decisions with their judgements, the earliest first."""
    judgements = Judgement.objects.select_related("criterion").order_by(
        "criterion__order", "audience"
    )
    return (
        application.decisions.order_by("decided_at", "pk")
        .select_related("decided_by")
        .prefetch_related(Prefetch("judgements", judgements))
    )


def judgements_by(application: CetApplication, user_id: int | None, stage: str):
    """How this approver judges the criteria of this stage, so far."""
    found = application.judgements.filter(judged_by_id=user_id, stage=stage)
    return found.select_related("criterion").order_by("criterion__order", "audience")


def last_judged(application: CetApplication, user_id: int | None, stage: str) -> str:
    """When this approver last kept judgements of this stage, to tell two windows apart."""
    last = judgements_by(application, user_id, stage).order_by("-judged_at").first()
    return last.judged_at.isoformat() if last else ""


def judged_by(application: CetApplication, user_id: int | None, stage: str) -> list[Judged]:
    """The same judgements as plain values, as `rules.against` reads them."""
    return [
        Judged(each.criterion.code, each.verdict, each.sentence, each.audience)
        for each in judgements_by(application, user_id, stage)
    ]


def was_appealed(application: CetApplication) -> bool:
    """Has the provider appealed before? It may once."""
    return Appeal.objects.filter(application=application).exists()


def stage_of(application: CetApplication) -> Stage:
    """The stage that a decision now would belong to."""
    return Stage.APPEAL if application.status == ApplicationStatus.UNDER_APPEAL else Stage.FIRST


def without_conflict(application: CetApplication, user_id: int, name: str) -> bool:
    """May this person have it: no membership, no interest, not their own work?"""
    one = CetApplication.objects.filter(pk=application.pk)
    return one.without_conflict(user_id, name).exists()
