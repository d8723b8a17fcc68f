"""Reads of applications."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, Func, JSONField, OuterRef, Prefetch
from django.db.models.functions import JSONObject

from approvals.enums import ApplicationStatus, Stage
from approvals.models import (
    Appeal,
    Attachment,
    AudienceApproval,
    CetApplication,
    InformationQuestion,
    Judgement,
    Submission,
)
from approvals.queries.lists import (
    asked_by,
    asked_of,
    decided_by,
    deciding_by,
    drafts_of,
    ending_by_day,
    ending_soon,
    everything,
    matching,
    of_provider,
    open_cases,
    queue,
    taken_by,
    to_appeal,
    under_appeal,
    visible_to,
    with_a_clock,
    without_approver,
)
from approvals.rules import Judged
from approvals.rules.sections import ASKABLE
from cet_portal.accounts.roles import PROVIDER_ROLES
from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from cet_portal.scheme.models import CompetencyUnit, Modality

__all__ = [
    "asked_by",
    "asked_of",
    "decided_by",
    "deciding_by",
    "drafts_of",
    "ending_by_day",
    "ending_soon",
    "everything",
    "matching",
    "of_provider",
    "open_cases",
    "queue",
    "taken_by",
    "to_appeal",
    "under_appeal",
    "visible_to",
    "with_a_clock",
    "without_approver",
]

S = ApplicationStatus


def values_by_section(application: CetApplication) -> dict[str, Any]:
    """`values_of`, with the objects that forms show instead of their keys."""
    return {**values_of(application), "modality": application.modality}


def unanswered(today: date):
    """Requests for information whose last day is past, with the provider who is told."""
    return CetApplication.objects.unanswered(today).select_related("provider")


def ended_by(today: date):
    """Approvals whose cycle has ended."""
    return CetApplication.objects.ended_by(today)


def approved(on: date):
    """CET that may be promoted on this day: the only part that everybody may see. What registrants
    asked the GOC for themselves is for them alone."""
    return (
        CetApplication.objects.approved_on(on)
        .filter(provider__own="")
        .select_related("provider", "modality")
        .prefetch_related("approvals")
    )


def promoted(on: date, c_numbers: Iterable[str]) -> set[str]:
    """Which of these have a page in the directory on this day."""
    found = approved(on).filter(c_number__in=set(c_numbers)).select_related(None)
    return set(found.values_list("c_number", flat=True))


_PLAIN = (
    "title",
    "summary",
    "duration_minutes",
    "audiences",
    "units",
    "assessment",
    "ground",
    "interaction",
    "feedback",
    "stimulus_format",
    "stimulus",
    "engagement",
    "peer_qualification",
    "channel",
    "points_total",
    "points_interactive",
    "points_specialist",
    "peer_review",
    "current_practice",
    "patient_care",
    "sponsor",
    "interests",
    "fast_track",
)


def values_of(application: CetApplication) -> dict[str, Any]:
    """Everything it says, as plain values: what `rules` read and a submission keeps."""
    return {
        **{name: getattr(application, name) for name in _PLAIN},
        "modality": _modality(application.modality),
        "objectives": [
            {"text": objective.text, "units": objective.units}
            for objective in application.objectives.order_by("order")
        ],
        "contributors": [
            {"name": each.name, "qualifications": each.qualifications, "part": each.part}
            for each in application.contributors.order_by("order")
        ],
        "attachments": [
            {
                "id": each.pk,
                "name": each.file.name,
                "kind": each.kind,
                "size": each.file.size,
                "sha256": each.file.sha256,
            }
            for each in attachments_of(application)
        ],
    }


def _modality(modality: Modality | None) -> dict[str, Any] | None:
    if modality is None:
        return None
    return {
        "code": modality.code,
        "name": modality.name,
        "distance": modality.distance,
        "text_based": modality.text_based,
        "needs_attachment": modality.needs_attachment,
        "least": modality.usual_least,
        "most": modality.usual_most,
        "grounds": modality.grounds,
    }


def attachments_of(application: CetApplication):
    """The files of the application as it stands now, in the order added."""
    found = application.attachments.filter(removed_at__isnull=True)
    return found.select_related("file").order_by("pk")


def attachments_visible_to(actor: Actor):
    """Files of applications that the actor may see; those taken away too, a submission has them.

    The provider sees all of its own, the other side only what was submitted.
    """
    seen = CetApplication.objects.visible_to(actor)
    found = Attachment.objects.filter(application__in=seen).select_related("file")
    return found if actor.role in PROVIDER_ROLES else found.filter(_was_submitted())


def _was_submitted() -> Exists:
    """Is the file among those of a submission (`values_of`)?"""
    one = Func(
        JSONObject(id=OuterRef("pk")), function="JSONB_BUILD_ARRAY", output_field=JSONField()
    )
    rounds = Submission.objects.filter(application=OuterRef("application"))
    return Exists(rounds.filter(values__contains=JSONObject(attachments=one)))


def audience_of_unit() -> dict[str, str]:
    """For each unit's code the audience it belongs to."""
    return dict(CompetencyUnit.objects.values_list("code", "audience__code"))


def approvals_of(application: CetApplication) -> dict[str, AudienceApproval]:
    """The approval of each audience, by its code."""
    return {approval.audience: approval for approval in application.approvals.all()}


def requests_of(application: CetApplication):
    """Requests for information with questions and answers, the earliest first."""
    found = application.requests.order_by("asked_at", "pk").select_related("answered_by")
    return found.prefetch_related(
        Prefetch("questions", InformationQuestion.objects.order_by("order"))
    )


def open_questions(application: CetApplication):
    """The questions that the provider has to answer now."""
    asked = InformationQuestion.objects.filter(
        request__application=application, request__answered_at__isnull=True
    )
    return asked.order_by("order")


def sections_asked_about(application: CetApplication) -> set[str]:
    """The sections that the provider may change while it answers."""
    asked = open_questions(application).values_list("section", flat=True)
    return set(asked) & set(ASKABLE)


def submissions_of(application: CetApplication):
    """Every round, the earliest first."""
    return application.submissions.order_by("round")


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
    return Stage.APPEAL if application.status == S.UNDER_APPEAL else Stage.FIRST


def without_conflict(application: CetApplication, user_id: int, name: str) -> bool:
    """May this person have it: no membership, no interest, not their own work?"""
    one = CetApplication.objects.filter(pk=application.pk)
    return one.without_conflict(user_id, name).exists()


def live_renewal_of(application: CetApplication) -> CetApplication | None:
    """The re-approval of this CET that is on its way or granted, if there is one."""
    found = application.copies.filter(renews=True).exclude(
        status__in=[S.REJECTED, S.WITHDRAWN, S.EXPIRED, S.APPROVAL_WITHDRAWN]
    )
    return found.order_by("-pk").first()


def is_renewed_otherwise(application: CetApplication) -> bool:
    """Is it a re-approval of CET that has another one on its way or granted?"""
    if not application.renews or application.copied_from is None:
        return False
    live = live_renewal_of(application.copied_from)
    return live is not None and live.pk != application.pk


def timeline(application: CetApplication):
    """Who did what, when, in which role; the earliest first."""
    return StatusChange.objects.filter(
        case_type=application._meta.label, case_id=application.pk
    ).order_by("at", "pk")


def rejected_unanswered(application: CetApplication) -> bool:
    """Did the portal reject it, because no answer came in time?"""
    rejected = application.status == S.REJECTED
    return rejected and timeline(application).filter(step="lapse").exists()
