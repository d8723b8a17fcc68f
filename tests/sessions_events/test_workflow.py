"""Every step, from every status, by every role."""

from datetime import timedelta

import pytest

from approvals import services as approval_services
from cet_portal.accounts.roles import PROVIDER_ROLES, Role, permissions_of
from cet_portal.core.actor import CLOCK, Actor
from sessions_events.enums import EventStatus
from sessions_events.workflow import event as workflow
from tests.builders import MANAGER

S = EventStatus
ADMIN, STAFF = {Role.SYSTEM_ADMINISTRATOR}, {Role.GOC_STAFF, Role.CET_MANAGER}

# Step: from which statuses, before or after delivery, by whom. Written down again on purpose.
ALLOWED = {
    "cancel": ({S.PLANNED}, "before", ADMIN),
    "stop": ({S.PLANNED}, "before, approval ended", {*STAFF, "CLOCK"}),
    "declare": ({S.PLANNED}, "after", ADMIN),
    "hold": ({S.PLANNED}, "after", ADMIN),
    "release": ({S.HELD}, "both", STAFF),
    "close": ({S.HELD}, "both", STAFF),
    "refuse": ({S.HELD}, "both", STAFF),
    "upload": ({S.DECLARED}, "both", ADMIN),
}


def acting(role: str, provider_id: int) -> Actor:
    if role == "CLOCK":
        return CLOCK
    tenant = provider_id if role in PROVIDER_ROLES else None
    return Actor(user_id=1, role=role, tenant_id=tenant, permissions=permissions_of(role))


@pytest.mark.parametrize("when", ["before", "after", "before, approval ended"])
def test_every_step_from_every_status_by_every_role(world, when):
    event = world.event()
    if when.endswith("ended"):
        event.application = approval_services.withdraw_approval(
            application=event.application, reason="Out of date.", actor=MANAGER, at=world.at
        )
    at = world.at if when == "after" else event.starts_at - timedelta(hours=1)
    found, wanted = set(), set()
    for status in S.values:
        event.status = status
        for role in [*Role.values, "CLOCK"]:
            actor = acting(role, event.provider_id)
            found |= {(name, status, role) for name in workflow.open_to(event, actor=actor, at=at)}
            wanted |= {
                (name, status, role)
                for name, (statuses, time, roles) in ALLOWED.items()
                if status in statuses
                and role in roles
                and (time == "both" or when.startswith(time))
            }

    assert found == wanted
    assert set(ALLOWED) == set(workflow.steps)


def test_another_provider_may_nothing(world):
    event = world.event()
    stranger = acting(Role.SYSTEM_ADMINISTRATOR, event.provider_id + 1)

    for status in S.values:
        event.status = status
        assert workflow.open_to(event, actor=stranger, at=world.at) == []
