"""Every step x every status x everybody, from the table written here."""

from datetime import timedelta

import pytest
from django.db import transaction

from approvals import services, workflow
from approvals.enums import ApplicationStatus
from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, StatusChange
from cet_portal.core.permissions import Refused
from cet_portal.core.workdays import NO_DEADLINE
from tests import builders

pytestmark = pytest.mark.django_db

STEPS = {
    "submit": "SUBMITTED",
    "assign": "IN_REVIEW",
    "hand_back": "SUBMITTED",
    "ask": "INFORMATION_REQUESTED",
    "answer": "IN_REVIEW",
    "lapse": "REJECTED",
    "approve": "APPROVED",
    "reject": "REJECTED",
    "appeal": "UNDER_APPEAL",
    "uphold": "APPROVED",
    "dismiss": "REJECTED",
    "expire": "EXPIRED",
    "withdraw_approval": "APPROVAL_WITHDRAWN",
    "withdraw": "WITHDRAWN",
}
ADMIN, AUTHOR = "SYSTEM_ADMINISTRATOR", "CET_AUTHOR"
HOLDER, OTHER_APPROVER = "APPROVER", "another approver"
STAFF, PORTAL = {"GOC_STAFF", "CET_MANAGER"}, "the clock"

REVIEW = {
    "hand_back": {HOLDER, PORTAL},
    "ask": {HOLDER},
    "approve": {HOLDER},
    "reject": {HOLDER},
    "withdraw": {ADMIN},
}
WAITING = {"assign": {*STAFF, PORTAL}, "withdraw": {ADMIN}}
APPEALED = {"uphold": {HOLDER}, "dismiss": {HOLDER}}
WITHDRAWABLE = {"withdraw_approval": STAFF}

# status, is the due date past -> step -> who may take it. Nobody else, and no other step.
MAY = {
    ("DRAFT", False): {"submit": {ADMIN}, "withdraw": {ADMIN}},
    ("SUBMITTED", False): WAITING,
    ("SUBMITTED", True): WAITING,
    ("IN_REVIEW", False): REVIEW,
    ("IN_REVIEW", True): REVIEW,
    ("INFORMATION_REQUESTED", False): {"answer": {ADMIN, AUTHOR}, "withdraw": {ADMIN}},
    ("INFORMATION_REQUESTED", True): {"lapse": {PORTAL}, "withdraw": {ADMIN}},
    ("REJECTED", False): {"appeal": {ADMIN}},
    ("REJECTED", True): {},
    ("UNDER_APPEAL", False): APPEALED,
    ("UNDER_APPEAL", True): APPEALED,
    ("APPROVED", False): WITHDRAWABLE,
    ("APPROVED", True): {**WITHDRAWABLE, "expire": {PORTAL}},
    ("EXPIRED", False): {},
    ("APPROVAL_WITHDRAWN", False): {},
    ("WITHDRAWN", False): {},
}


def everybody(provider, application, stranger_admin):
    """Name and actor of everybody who might try: all roles, and those without any business."""
    conflicted = builders.approver()
    builders.member(provider, Role.CET_AUTHOR, user=conflicted)
    holder = application.approver or builders.approver()
    return {
        **{
            str(role): builders.actor_of(builders.member(provider, role)) for role in PROVIDER_ROLES
        },
        HOLDER: builders.actor_of(holder),
        OTHER_APPROVER: builders.actor_of(builders.approver()),
        "an approver who belongs to the provider": builders.actor_of(conflicted, "approver"),
        "REGISTRANT": builders.actor_of(builders.registrant().user),
        "GOC_STAFF": builders.actor_of(builders.staff(Role.GOC_STAFF)),
        "CET_MANAGER": builders.actor_of(builders.staff(Role.CET_MANAGER)),
        "an administrator of another provider": builders.actor_of(stranger_admin),
        "the clock": CLOCK,
    }


def appealed(provider):
    """Under appeal, with somebody who had no part in the rejection."""
    rejected = builders.application_at("REJECTED", provider=provider)
    builders.approver()
    return services.lodge_appeal(
        application=rejected,
        grounds="It can be assessed.",
        actor=builders.actor_of(builders.administrator_of(provider)),
        at=clock.now(),
    )


def test_the_table_covers_every_status_and_step():
    assert {status for status, _late in MAY} == set(ApplicationStatus.values)
    assert set(STEPS) == set(workflow.application.steps)


@pytest.mark.parametrize("status, late", MAY)
def test_steps_are_open_to_those_in_the_table_alone(status, late):
    provider, _admin = builders.provider_with()
    _stranger, stranger_admin = builders.provider_with()
    application = (
        appealed(provider)
        if status == "UNDER_APPEAL"
        else builders.application_at(status, provider=provider)
    )
    at = clock.now()
    if late:
        at = application.deadline.ends_at + timedelta(hours=1)
    given = builders.approver()
    approved = {"decided_at": at, "approval_ends": at.date()}
    fields = {
        "assign": {"approver_id": given.pk},
        "hand_back": {"approver_id": None},
        "approve": approved,
        "uphold": approved,
        "expire": NO_DEADLINE,
    }

    open_to = {}
    for name, actor in everybody(provider, application, stranger_admin).items():
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
