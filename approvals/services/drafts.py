"""What the provider does: write, submit, answer, withdraw."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from approvals import notifications, permissions, queries, rules, workflow
from approvals.enums import ApplicationStatus
from approvals.models import CetApplication, InformationRequest, LearningObjective
from cet_portal.core import audit, holidays
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.double_click import made_just_now
from cet_portal.core.numbering import next_number
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workdays import NO_DEADLINE, Deadline
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from providers import queries as provider_queries


class EditedMeanwhile(Exception):
    """Somebody else saved the draft since the form was opened; `current` is what they saved."""

    def __init__(self, current: CetApplication):
        super().__init__(current.c_number)
        self.current = current


@transaction.atomic
def create_draft(
    *, provider_id: int, values: dict[str, Any], actor: Actor, at: datetime
) -> CetApplication:
    """A new application from its first saved section; the C-number is given at once.

    `values`: field names and values, at least `title`. Pressed twice gives the first.
    """
    application = CetApplication(
        provider_id=provider_id,
        made_at=at,
        made_by_id=actor.user_id,
        saved_at=at,
        saved_by=actor.name,
        **values,
        **workflow.application.born(ApplicationStatus.DRAFT),
    )
    require(permissions.may_write(actor, application, at=at))
    untouched = CetApplication.objects.filter(
        provider=provider_queries.lock(provider_id),
        status=ApplicationStatus.DRAFT,
        version=application.version,
    )
    pressed_twice = made_just_now(untouched, actor=actor, at=at, **values)
    if pressed_twice:
        return pressed_twice
    application.c_number = next_number("C")
    application.save()
    audit.record("application.create", application, actor=actor, at=at)
    return application


@transaction.atomic
def save_section(
    *,
    application: CetApplication,
    version: int,
    values: dict[str, Any],
    objectives: Sequence[str] | None = None,
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """Save fields of a draft; `objectives` replaces the list of objectives if given.

    `version` is the one the form was opened with. Raises `EditedMeanwhile` if somebody saved
    in between, and `Refused` if it is no draft any more.
    """
    current = lock(application)
    require(permissions.may_write(actor, current, at=at))
    if current.version != version:
        raise EditedMeanwhile(current)
    for name, value in values.items():
        setattr(current, name, value)
    current.version, current.saved_at, current.saved_by = version + 1, at, actor.name
    current.save(update_fields=[*values, "version", "saved_at", "saved_by"])
    if objectives is not None:
        current.objectives.all().delete()
        LearningObjective.objects.bulk_create(
            LearningObjective(application=current, order=order, text=text)
            for order, text in enumerate(objectives, start=1)
        )
    audit.record("application.save", current, actor=actor, at=at, fields=sorted(values))
    return current


@transaction.atomic
def submit(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """Send it for approval: the approver has 10 working days (decisions.md 11).

    Refused while `rules.problems` finds any.
    """
    locked = lock(application)
    if rules.problems(queries.values_of(locked), queries.audience_of_unit()):
        raise Refused(Refusal(_("Some answers are missing or contradict each other.")))
    deadline = Deadline.explain(
        london_date(at),
        limits.APPROVAL_WORKING_DAYS,
        holidays.current(),
        rule=limits.RULE_APPROVAL,
    )
    application = workflow.application.move(
        locked, "submit", actor=actor, at=at, submitted_at=at, **deadline.as_fields()
    )
    notifications.Submitted(application).send(at=at, besides=actor.user_id)
    return application


@transaction.atomic
def answer(*, application: CetApplication, text: str, actor: Actor, at: datetime) -> CetApplication:
    """Answer the open request inside the portal; the approver then has 3 working days."""
    deadline = Deadline.explain(
        london_date(at),
        limits.APPROVAL_AFTER_ANSWER_WORKING_DAYS,
        holidays.current(),
        rule=limits.RULE_APPROVAL_AFTER_ANSWER,
    )
    application = workflow.application.move(
        application, "answer", actor=actor, at=at, **deadline.as_fields()
    )
    request = InformationRequest.objects.get(application=application, answered_at__isnull=True)
    request.answer, request.answered_at, request.answered_by_id = text, at, actor.user_id
    request.save(update_fields=["answer", "answered_at", "answered_by"])
    notifications.Answered(application, request).send(at=at, besides=actor.user_id)
    return application


def withdraw(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """The provider takes it back before a decision; the number is never used again."""
    return workflow.application.move(application, "withdraw", actor=actor, at=at, **NO_DEADLINE)
