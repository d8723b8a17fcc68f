"""Applications at every status, walked there by the real services."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from approvals import queries as approval_queries
from approvals import rules as approval_rules
from approvals import services as approval_services
from approvals.models import CetApplication
from cet_portal.accounts.models import User
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.scheme import queries as scheme_queries
from providers.models import Provider
from tests.builders import people
from tests.builders.people import (
    BEGUN,
    MANAGER,
    ONE_STEP,
    actor_of,
    administrator_of,
    provider_with,
    reference,
)


def answers(**changed: Any) -> dict[str, Any]:
    """Every field of a complete application for optometrists, two points, one interactive."""
    reference()
    return {
        "title": "Dry eye in practice",
        "summary": "From first symptoms to treatment.",
        "modality": scheme_queries.modalities().get(code="WORKSHOP"),
        "duration_minutes": 120,
        "audiences": ["OPTOMETRIST"],
        "units": ["O1", "O6"],
        "assessment": "Five case records, discussed in groups.",
        "ground": "A",
        "interaction": "Small groups report back to the facilitator.",
        "points_total": 2,
        "points_interactive": 1,
        "current_practice": "Follows the present guidance on tear film assessment.",
        "patient_care": "Patients get the right treatment at the first visit.",
        **changed,
    }


OBJECTIVES = ("Tell apart the two main kinds of dry eye", "Choose a treatment")
CONTRIBUTORS = ({"name": "Invented Author", "qualifications": "optometrist", "part": "BOTH"},)


def draft(
    *,
    provider: Provider | None = None,
    objectives: Sequence[str] = OBJECTIVES,
    at: datetime | None = None,
    **changed: Any,
) -> CetApplication:
    """A draft that can be submitted; `changed` replaces fields of `answers`."""
    at = at or clock.now() - BEGUN
    provider = provider or provider_with(at=at)[0]
    actor = actor_of(administrator_of(provider), f"provider:{provider.pk}")
    values = answers(**changed)
    application = approval_services.create_draft(
        provider_id=provider.pk, values={"title": values.pop("title")}, actor=actor, at=at
    )
    lines = {
        "objectives": [{"text": text, "units": values["units"]} for text in objectives],
        "contributors": list(CONTRIBUTORS),
    }
    for section, fields in approval_rules.FIELDS.items():
        application = approval_services.save_section(
            application=application,
            section=section,
            version=application.version,
            values={name: values[name] for name in fields if name in values},
            **{name: lines[name] for name in fields if name in lines},
            actor=actor,
            at=at,
        )
    return application


def application_at(
    status: str,
    *,
    provider: Provider | None = None,
    approver: User | None = None,
    at: datetime | None = None,
    **changed: Any,
) -> CetApplication:
    """An application that has walked the services to `status`, one minute a step from `at`.

    `approver`: who has and decides it (default: a new one). REJECTED is by the approver;
    WITHDRAWN is before anybody has it, and SUBMITTED while no approver fits. The provider's
    administrator does the provider's steps.
    """
    at = at or clock.now() - BEGUN
    application = draft(provider=provider, at=at, **changed)
    admin = actor_of(administrator_of(application.provider), f"provider:{application.provider_id}")
    route = ROUTES[status]
    reviewer = approver
    if reviewer is None and "given" in route:
        reviewer = people.approver(at=at)
    acting = actor_of(reviewer, "approver") if reviewer else None
    for step in route:
        at += ONE_STEP
        application = _STEPS[step](application, admin, acting, at)
    return application


def judge_all(application: CetApplication, reviewer: Actor, *, failing: str = "", at=None) -> None:
    """Every criterion met, but the one with the code `failing`."""
    approval_services.judge(
        application=application,
        judged=[
            approval_rules.Judged(
                criterion=criterion.code,
                verdict="NOT_MET" if criterion.code == failing else "MET",
                sentence="This is missing." if criterion.code == failing else "",
                audience=audience,
            )
            for criterion in scheme_queries.criteria()
            for audience in (application.audiences if criterion.per_audience else [""])
        ],
        actor=reviewer,
        at=at or clock.now(),
    )


def outcomes(application: CetApplication, *, approved: bool = True) -> list:
    """Every audience approved as it was asked for, or none."""
    audience_of = {unit.code: unit.audience.code for unit in scheme_queries.units()}
    return [
        approval_rules.AudienceOutcome(
            audience=audience,
            approved=approved,
            total=application.points_total or 0,
            interactive=application.points_interactive or 0,
            peer_review=application.peer_review,
            units=[unit for unit in application.units if audience_of[unit] == audience],
        )
        for audience in application.audiences
    ]


def _submit(case, admin, _reviewer, at):
    return approval_services.submit(application=case, actor=admin, at=at)


def _given(case, _admin, reviewer, at):
    """To this approver, whomever the portal chose."""
    if case.approver_id == reviewer.user_id:
        return case
    return approval_services.reassign(
        application=case,
        approver=User.objects.get(pk=reviewer.user_id),
        reason="For the test",
        actor=MANAGER,
        at=at,
    )


def _ask(case, _admin, reviewer, at):
    return approval_services.ask_information(
        application=case,
        questions=[("practice", "Which guidance do you follow?")],
        actor=reviewer,
        at=at,
    )


def answer_all(case, admin, _reviewer, at):
    """The provider answers every open question and sends the answers."""
    open_questions = approval_queries.open_questions(case)
    case = approval_services.save_answers(
        application=case,
        version=case.version,
        answers={question.pk: "The guidance of this year." for question in open_questions},
        actor=admin,
        at=at,
    )
    return approval_services.answer(application=case, actor=admin, at=at)


def _approve(case, _admin, reviewer, at):
    judge_all(case, reviewer, at=at)
    return approval_services.decide(
        application=case, outcomes=outcomes(case), actor=reviewer, at=at
    )


def _reject(case, _admin, reviewer, at):
    judge_all(case, reviewer, failing="OBJECTIVES", at=at)
    return approval_services.decide(
        application=case,
        outcomes=outcomes(case, approved=False),
        reasons="The objectives cannot be assessed.",
        actor=reviewer,
        at=at,
    )


def _appeal(case, admin, _reviewer, at):
    return approval_services.lodge_appeal(
        application=case, grounds="They can: see the case records.", actor=admin, at=at
    )


def _withdraw(case, admin, _reviewer, at):
    return approval_services.withdraw(application=case, actor=admin, at=at)


def _withdraw_approval(case, _admin, _reviewer, at):
    return approval_services.withdraw_approval(
        application=case, reason="The content is out of date.", actor=MANAGER, at=at
    )


def _expire(case, _admin, _reviewer, _at):
    """In the night after its cycle has ended."""
    night = datetime.combine(case.approval_ends + timedelta(days=1), time(1), tzinfo=UTC)
    return approval_services.expire(application=case, actor=CLOCK, at=night)


_STEPS = {
    "submit": _submit,
    "given": _given,
    "ask": _ask,
    "answer": answer_all,
    "approve": _approve,
    "reject": _reject,
    "appeal": _appeal,
    "withdraw": _withdraw,
    "withdraw_approval": _withdraw_approval,
    "expire": _expire,
}

# Names of steps on the way to each status; ANSWERED is in review again.
ROUTES = {
    "DRAFT": (),
    "SUBMITTED": ("submit",),
    "IN_REVIEW": ("submit", "given"),
    "INFORMATION_REQUESTED": ("submit", "given", "ask"),
    "ANSWERED": ("submit", "given", "ask", "answer"),
    "APPROVED": ("submit", "given", "approve"),
    "REJECTED": ("submit", "given", "reject"),
    "UNDER_APPEAL": ("submit", "given", "reject", "appeal"),
    "EXPIRED": ("submit", "given", "approve", "expire"),
    "APPROVAL_WITHDRAWN": ("submit", "given", "approve", "withdraw_approval"),
    "WITHDRAWN": ("submit", "withdraw"),
}
