"""What belongs to applications: objectives, rounds, assignments, questions, decisions, history."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import chain
from typing import Any

from django.db import connection

from approvals import models, rules
from approvals.enums import Ending, Stage, Verdict
from approvals.models import CetApplication
from cet_portal.core.models import StatusChange
from cet_portal.local.benchmarks import texts

SUBMITTED_BY = "SYSTEM_ADMINISTRATOR"
# Where an application has been on the way to where it is.
WAY = {
    "IN_REVIEW": ("submit", "assign"),
    "INFORMATION_REQUESTED": ("submit", "assign", "ask"),
    "APPROVED": ("submit", "assign", "approve"),
    "REJECTED": ("submit", "assign", "reject"),
    "UNDER_APPEAL": ("submit", "assign", "reject", "appeal"),
    "EXPIRED": ("submit", "assign", "approve", "expire"),
    "APPROVAL_WITHDRAWN": ("submit", "assign", "approve", "withdraw_approval"),
    "WITHDRAWN": ("submit", "withdraw"),
    "SUBMITTED": ("submit",),
    "DRAFT": (),
}
# Title, objectives, units and way of learning, weighted as a decision weights them.
WORDS = """
    UPDATE approvals_decision AS decision
    SET words = setweight(to_tsvector('english', application.title), 'A')
        || setweight(to_tsvector('english', objectives.texts), 'B')
        || setweight(
            to_tsvector('english', array_to_string(application.units, ' ') || ' Workshop'), 'C'
        )
    FROM approvals_cetapplication AS application
    JOIN (
        SELECT application_id, string_agg(text, ' ') AS texts
        FROM approvals_learningobjective GROUP BY application_id
    ) AS objectives ON objectives.application_id = application.id
    WHERE decision.application_id = application.id AND decision.words IS NULL
"""


def of(batch: Sequence[CetApplication], filling: Any) -> Iterator[Iterable]:
    """Table by table what belongs to these applications, in an order that foreign keys allow."""
    chance = filling.chance
    objectives, contributors = _objectives(batch, chance), _contributors(batch, chance)
    yield objectives
    yield contributors
    yield _rounds(batch, objectives, contributors)
    yield _assignments(batch)
    asked = [_request(each) for each in batch if each.status == "INFORMATION_REQUESTED"]
    yield asked
    yield _questions(asked)
    decisions = [_decision(each) for each in batch if each.decided_at]
    yield decisions
    yield _judgements(decisions, filling.criteria)
    yield _grants(batch, filling)
    yield _appeals(batch, chance)
    yield _history(batch)


def index_words() -> None:
    """Make every decision findable as a precedent."""
    with connection.cursor() as cursor:
        cursor.execute(WORDS)


def _objectives(batch, chance):
    return [
        models.LearningObjective(
            application=application,
            order=order,
            text=texts.objective(chance),
            units=application.units,
        )
        for application in batch
        for order in (1, 2, 3)
    ]


def _contributors(batch, chance):
    return [
        models.Contributor(
            application=application,
            order=order,
            name=texts.name(chance, chance.randint(1_000, 9_999)),
            qualifications="Optometrist",
        )
        for application in batch
        for order in (1, 2)
    ]


def _rounds(batch, objectives, contributors):
    written, people = defaultdict(list), defaultdict(list)
    for each in objectives:
        written[each.application_id].append({"text": each.text, "units": each.units})
    for each in contributors:
        person = {"name": each.name, "qualifications": each.qualifications, "part": each.part}
        people[each.application_id].append(person)
    for each in batch:
        if each.round:
            lists = {"objectives": written[each.pk], "contributors": people[each.pk]}
            yield models.Submission(
                application=each,
                round=1,
                at=each.submitted_at,
                by_id=each.made_by_id,
                by=each.saved_by,
                role=SUBMITTED_BY,
                values={**_said(each), **lists, "attachments": []},
            )


def _said(application):
    """The fields of every section, as a submission keeps them."""
    fields = chain.from_iterable(rules.FIELDS.values())
    lists = ("objectives", "contributors", "attachments", "modality")
    said = {name: getattr(application, name) for name in fields if name not in lists}
    modality = application.modality
    return {**said, "modality": {"code": modality.code, "name": modality.name}}


def _assignments(batch):
    for each in batch:
        if not each.approver_id:
            continue
        yield models.Assignment(
            application=each,
            approver_id=each.approver_id,
            stage=Stage.APPEAL if each.status == "UNDER_APPEAL" else Stage.FIRST,
            began_at=each.submitted_at,
            given_by="MyCET",
            given_by_role="CLOCK",
            ended_at=each.decided_at if each.status not in _OPEN else None,
            ending=Ending.DECIDED if each.status not in _OPEN else "",
        )


_OPEN = ("IN_REVIEW", "INFORMATION_REQUESTED", "UNDER_APPEAL")


def _request(application):
    return models.InformationRequest(
        application=application,
        asked_at=application.submitted_at + timedelta(hours=8),
        asked_by_id=application.approver_id,
    )


def _questions(asked):
    for request in asked:
        for order, section in ((1, "practice"), (2, "learning")):
            yield models.InformationQuestion(
                request=request, order=order, section=section, text="Which guidance is followed?"
            )


def _decision(application):
    rejected = application.status in ("REJECTED", "UNDER_APPEAL")
    return models.Decision(
        application=application,
        stage=Stage.FIRST,
        outcome="REJECTED" if rejected else "APPROVED",
        round=1,
        decided_at=application.decided_at,
        decided_by_id=application.approver_id,
        reasons=application.reasons,
        working_days=application.days_with_approver,
    )


def _judgements(decisions, criteria):
    for decision in decisions:
        application = decision.application
        for number, criterion in enumerate(criteria):
            failed = decision.outcome == "REJECTED" and number == application.pk % len(criteria)
            yield models.Judgement(
                application=application,
                stage=decision.stage,
                criterion=criterion,
                audience=application.audiences[0] if criterion.per_audience else "",
                verdict=Verdict.NOT_MET if failed else Verdict.MET,
                sentence="It is not said how this is shown." if failed else "",
                judged_by_id=decision.decided_by_id,
                judged_at=decision.decided_at,
                decision=decision,
            )


def _grants(batch, filling):
    for each in batch:
        if each.approval_ends:
            yield models.AudienceApproval(
                application=each,
                audience=each.audiences[0],
                kind="GENERAL",
                total=each.points_total,
                interactive=1,
                units=each.units,
            )


def _appeals(batch, chance):
    for each in batch:
        if each.status == "UNDER_APPEAL":
            yield models.Appeal(
                application=each,
                lodged_at=each.decided_at,
                lodged_by_id=each.made_by_id,
                lodged_by=each.saved_by,
                grounds=texts.paragraph(chance, 2),
            )


def _history(batch):
    for each in batch:
        before = "DRAFT"
        for hours, step in enumerate(WAY[each.status]):
            yield StatusChange(
                case_type=each._meta.label,
                case_id=each.pk,
                reference=each.c_number,
                step=step,
                from_status=before,
                to_status=each.status,
                at=each.submitted_at + timedelta(hours=hours),
                actor_id=each.made_by_id,
                actor_name=each.saved_by,
                actor_role=SUBMITTED_BY,
            )
            before = each.status
