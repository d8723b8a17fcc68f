"""Questions and answers, inside the portal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from approvals import notifications, permissions, queries, workflow
from approvals.enums import Ending, Stage
from approvals.models import (
    Assignment,
    CetApplication,
    Decision,
    InformationQuestion,
    InformationRequest,
)
from approvals.queries.clocks import approvers_clock_stops, due_in
from approvals.rules.sections import ASKABLE
from approvals.services.clocks import waive_unpaid_fast_tracks
from approvals.services.drafts import EditedMeanwhile, count_save
from approvals.services.moving import pass_on_answered
from approvals.services.submitting import keep_round
from cet_portal.core import audit
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.notifications import send_all
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits


@transaction.atomic
def ask_information(
    *,
    application: CetApplication,
    questions: Sequence[tuple[str, str]],
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """Ask the provider: the approver's clock stops, the provider has 10 working days.

    `questions`: pairs of a section and a text; the provider may change those sections. Refused
    without a question, and for one about the fast track, which cannot be chosen any more.
    """
    if not any(text.strip() for _section, text in questions):
        raise Refused(Refusal(_("Ask at least one question.")))
    if not {section for section, text in questions if text.strip()} <= set(ASKABLE):
        raise Refused(Refusal(_("A question cannot be about the fast track.")))
    locked = lock(application)
    application = workflow.application.move(
        locked,
        "ask",
        actor=actor,
        at=at,
        **approvers_clock_stops(locked, at=at)
        | due_in(limits.ANSWER_WORKING_DAYS, at=at, rule=limits.RULE_ANSWER),
    )
    request = InformationRequest.objects.create(
        application=application, asked_at=at, asked_by_id=cast(int, actor.user_id)
    )
    InformationQuestion.objects.bulk_create(
        InformationQuestion(request=request, order=order, section=section, text=text.strip())
        for order, (section, text) in enumerate(questions, start=1)
        if text.strip()
    )
    notifications.InformationRequested(application, request).send(at=at, besides=actor.user_id)
    return application


@transaction.atomic
def save_answers(
    *,
    application: CetApplication,
    version: int,
    answers: Mapping[int, str],
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """Keep answers to the open questions, by the question's key, without sending them yet.

    Raises `EditedMeanwhile` if somebody saved since the form was opened.
    """
    current = lock(application)
    require(workflow.application.refusal(current, "answer", actor=actor, at=at))
    if current.version != version:
        raise EditedMeanwhile(current)
    for question in queries.open_questions(current):
        if question.pk in answers:
            question.answer = answers[question.pk]
            question.save(update_fields=["answer"])
    count_save(application=current, actor=actor, at=at)
    audit.record("application.save_answers", current, actor=actor, at=at)
    return current


@transaction.atomic
def answer(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """Send the answers; the approver then has 3 working days (decisions.md 12).

    Refused while a question has no answer or the application has errors. The application is
    kept as it stands now, as another round.
    """
    locked = lock(application)
    require(workflow.application.refusal(locked, "answer", actor=actor, at=at))
    if queries.open_questions(locked).filter(answer="").exists():
        raise Refused(Refusal(_("Answer every question before you send.")))
    require(permissions.nothing_stands_against(locked))
    application = workflow.application.move(
        locked,
        "answer",
        actor=actor,
        at=at,
        round=locked.round + 1,
        **due_in(
            limits.APPROVAL_AFTER_ANSWER_WORKING_DAYS,
            at=at,
            rule=limits.RULE_APPROVAL_AFTER_ANSWER,
        ),
    )
    keep_round(application=application, actor=actor, at=at)
    request = InformationRequest.objects.get(application=application, answered_at__isnull=True)
    request.answered_at, request.answered_by_id = at, actor.user_id
    request.save(update_fields=["answered_at", "answered_by"])
    application = pass_on_answered(application=application, actor=actor, at=at)
    notifications.Answered(application, request).send(at=at, besides=actor.user_id)
    return application


@transaction.atomic
def reject_unanswered(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """No answer in 10 working days: the portal rejects it itself (mission/000, decisions 12).

    That too may be appealed (decisions.md 13).
    """
    locked = lock(application)
    require(workflow.application.refusal(locked, "lapse", actor=actor, at=at))
    return reject_all_unanswered(applications=[locked], actor=actor, at=at)[0]


@transaction.atomic
def reject_all_unanswered(
    *, applications: Iterable[CetApplication], actor: Actor, at: datetime
) -> list[CetApplication]:
    """The same for several: returns those rejected; one that moved on meanwhile is passed over."""
    by_days: defaultdict[int, list[int]] = defaultdict(list)
    for each in applications:
        days = each.deadline.total_working_days if each.deadline else None
        by_days[days or limits.ANSWER_WORKING_DAYS].append(each.pk)
    rejected: list[CetApplication] = []
    for days, keys in by_days.items():
        rejected += _reject_unanswered(keys, days, actor=actor, at=at)
    return rejected


def _reject_unanswered(
    keys: Sequence[int], days: int, *, actor: Actor, at: datetime
) -> list[CetApplication]:
    reasons = _("No response to the request for information within %(days)d working days.") % {
        "days": days
    }
    rejected = workflow.application.move_many(
        CetApplication.objects.filter(pk__in=keys).select_related("provider"),
        "lapse",
        actor=actor,
        at=at,
        reason=reasons,
        reasons=reasons,
        decided_at=at,
        **due_in(limits.LODGE_APPEAL_WORKING_DAYS, at=at, rule=limits.RULE_LODGE_APPEAL),
    )
    Decision.objects.bulk_create(
        Decision(
            application=each,
            stage=Stage.FIRST,
            outcome=each.status,
            round=each.round,
            decided_at=at,
            reasons=reasons,
            working_days=each.days_with_approver,
        )
        for each in rejected
    )
    Assignment.objects.filter(application__in=rejected).end(Ending.CLOSED, at=at)
    waive_unpaid_fast_tracks(applications=rejected, actor=CLOCK, at=at)
    told = (notifications.RejectedUnanswered, notifications.ClosedUnanswered)
    send_all([message(each) for each in rejected for message in told], at=at)
    return rejected
