"""Submission: checked, kept as it stood, given to an approver."""

from datetime import datetime

from django.db import transaction

from approvals import notifications, permissions, queries, rules, workflow
from approvals.models import CetApplication, Submission
from approvals.queries.clocks import due_in
from approvals.services.assigning import assign_next
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import require
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from providers import services as provider_services
from providers.enums import FeeKind


@transaction.atomic
def submit(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """Declare and submit: the approver has 10 working days (decisions.md 11).

    Refused while there are errors among `rules.problems`. What is submitted is kept as it stands.
    With fast track the fee is charged; its short clock starts when the payment is recorded.
    """
    application = hand_in(application=application, actor=actor, at=at)
    return assign_next(application=application, at=at)


def hand_in(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """Submitted, and nobody has it yet. Part of the caller's transaction."""
    locked = lock(application)
    require(permissions.nothing_stands_against(locked))
    application = workflow.application.move(
        locked,
        "submit",
        actor=actor,
        at=at,
        submitted_at=at,
        round=locked.round + 1,
        **due_in(limits.APPROVAL_WORKING_DAYS, at=at, rule=limits.RULE_APPROVAL),
    )
    keep_round(application=application, actor=actor, at=at)
    if application.fast_track:
        provider_services.charge(
            provider_id=application.provider_id,
            kind=FeeKind.FAST_TRACK,
            about=application.c_number,
            actor=actor,
            at=at,
        )
    notifications.Submitted(application).send(at=at, besides=actor.user_id)
    return application


@transaction.atomic
def tell_ready(*, application: CetApplication, actor: Actor, at: datetime) -> None:
    """Tell those who can submit that this draft is ready: once for each state of it.

    Refused while there are errors among `rules.problems`, and for what is no draft any more.
    """
    current = lock(application)
    require(permissions.may_tell_ready(actor, current, at=at))
    audit.record("application.tell_ready", current, actor=actor, at=at)
    notifications.DraftReady(current, by=actor.name).send(at=at, besides=actor.user_id)


def keep_round(*, application: CetApplication, actor: Actor, at: datetime) -> None:
    """Keep what is submitted as it stands now; nobody can change it afterwards."""
    Submission.objects.create(
        application=application,
        round=application.round,
        at=at,
        by_id=actor.user_id,
        by=actor.name[:200],
        role=actor.role,
        values=rules.as_submitted(queries.values_of(application)),
    )
