"""Every step x every status x everybody, from the table written here."""

from datetime import timedelta

import pytest
from django.db import transaction

from approvals import workflow
from approvals.enums import ApplicationStatus
from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, StatusChange
from cet_portal.core.permissions import Refused
from tests import builders

pytestmark = pytest.mark.django_db

STEPS = {
    "submit": "SUBMITTED",
    "take": "IN_REVIEW",
    "ask": "INFORMATION_REQUESTED",
    "answer": "IN_REVIEW",
    "lapse": "REJECTED",
    "approve": "APPROVED",
    "reject": "REJECTED",
    "withdraw": "WITHDRAWN",
}
ADMIN, AUTHOR = "SYSTEM_ADMINISTRATOR", "CET_AUTHOR"
TAKER, OTHER_APPROVER = "APPROVER", "another approver"

# status, is the due date past -> step -> who may take it. Nobody else, and no other step.
MAY = {
    ("DRAFT", False): {"submit": {ADMIN}, "withdraw": {ADMIN}},
    ("SUBMITTED", False): {"take": {TAKER, OTHER_APPROVER}, "withdraw": {ADMIN}},
    ("SUBMITTED", True): {"take": {TAKER, OTHER_APPROVER}, "withdraw": {ADMIN}},
    ("IN_REVIEW", False): {
        "ask": {TAKER},
        "approve": {TAKER},
        "reject": {TAKER},
        "withdraw": {ADMIN},
    },
    ("IN_REVIEW", True): {
        "ask": {TAKER},
        "approve": {TAKER},
        "reject": {TAKER},
        "withdraw": {ADMIN},
    },
    ("INFORMATION_REQUESTED", False): {"answer": {ADMIN, AUTHOR}, "withdraw": {ADMIN}},
    ("INFORMATION_REQUESTED", True): {"lapse": {"the clock"}, "withdraw": {ADMIN}},
    ("APPROVED", False): {},
    ("REJECTED", False): {},
    ("WITHDRAWN", False): {},
}


def everybody(provider, taker):
    """Name and actor of everybody who might try: all roles, and those without any business."""
    stranger, stranger_admin = builders.provider_with()
    conflicted = builders.approver()
    builders.member(provider, Role.CET_AUTHOR, user=conflicted)
    assert stranger != provider
    return {
        **{
            str(role): builders.actor_of(builders.member(provider, role)) for role in PROVIDER_ROLES
        },
        TAKER: builders.actor_of(taker),
        OTHER_APPROVER: builders.actor_of(builders.approver()),
        "an approver who belongs to the provider": builders.actor_of(conflicted, "approver"),
        "REGISTRANT": builders.actor_of(builders.registrant().user),
        "GOC_STAFF": builders.actor_of(builders.staff(Role.GOC_STAFF)),
        "CET_MANAGER": builders.actor_of(builders.staff(Role.CET_MANAGER)),
        "an administrator of another provider": builders.actor_of(stranger_admin),
        "the clock": CLOCK,
    }


def test_the_table_covers_every_status_and_step():
    assert {status for status, _late in MAY} == set(ApplicationStatus.values)
    assert set(STEPS) == set(workflow.application.steps)


@pytest.mark.parametrize("status, late", MAY)
def test_steps_are_open_to_those_in_the_table_alone(status, late):
    provider, _admin = builders.provider_with()
    taker = builders.approver()
    application = builders.application_at(status, provider=provider, approver=taker)
    at = clock.now() + timedelta(days=40) if late else clock.now()
    fields = {
        "take": {"approver_id": taker.pk},
        "approve": {"decided_at": at, "approval_ends": at.date()},
    }

    open_to = {}
    for name, actor in everybody(provider, taker).items():
        for step, target in STEPS.items():
            if workflow.application.refusal(application, step, actor=actor, at=at):
                with pytest.raises(Refused):
                    workflow.application.move(application, step, actor=actor, at=at)
                continue
            open_to.setdefault(step, set()).add(name)
            with transaction.atomic():
                moved = workflow.application.move(
                    application, step, actor=actor, at=at, **fields.get(step, {})
                )
                assert moved.status == target
                transaction.set_rollback(True)

    assert open_to == MAY[status, late]
    application.refresh_from_db()
    assert application.status == status


def test_open_to_lists_the_steps_of_the_administrator():
    provider, admin = builders.provider_with()
    application = builders.application_at("DRAFT", provider=provider)

    steps = workflow.application.open_to(
        application, actor=builders.actor_of(admin), at=clock.now()
    )

    assert steps == ["submit", "withdraw"]


def test_move_leaves_a_change_of_status_and_an_audit_event():
    application = builders.application_at("REJECTED")

    change = StatusChange.objects.latest("pk")
    event = AuditEvent.objects.filter(verb="application.reject").get()

    assert (change.step, change.from_status, change.to_status, change.actor_role) == (
        "reject",
        "IN_REVIEW",
        "REJECTED",
        "APPROVER",
    )
    assert change.reason == application.reasons
    assert event.reference == application.c_number


def test_refusal_says_that_it_was_done_already():
    application = builders.application_at("SUBMITTED")
    admin = builders.actor_of(builders.administrator_of(application.provider))

    refusal = workflow.application.refusal(application, "submit", actor=admin, at=clock.now())

    assert str(refusal) == f"This was already done: {application.c_number} is “Submitted”."


def test_refusal_says_that_it_is_too_late():
    application = builders.application_at("APPROVED")
    admin = builders.actor_of(builders.administrator_of(application.provider))

    refusal = workflow.application.refusal(application, "withdraw", actor=admin, at=clock.now())

    assert str(refusal) == (
        f"This is not possible any more: {application.c_number} is now “Approved”."
    )
