"""Every step, from every status, by every role."""

from datetime import timedelta

import pytest

from approvals import services as approval_services
from cet_portal.accounts.roles import PROVIDER_ROLES, Role, permissions_of
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.workflow import Workflow
from sessions_events import services
from sessions_events import workflow as workflows
from sessions_events.enums import BatchStatus, EventStatus, UploadStatus
from sessions_events.workflow import certificate_batch as batches
from sessions_events.workflow import event as workflow
from sessions_events.workflow import upload as uploads
from tests.builders import MANAGER
from tests.sessions_events.certifying import issued

S, U, B = EventStatus, UploadStatus, BatchStatus
ADMIN, STAFF = {Role.SYSTEM_ADMINISTRATOR}, {Role.GOC_STAFF, Role.CET_MANAGER}
CET_MANAGER = {Role.CET_MANAGER}  # decisions.md 20

# Step: from which statuses, before or after delivery, by whom. Written down again on purpose.
ALLOWED = {
    "cancel": ({S.PLANNED}, "before", ADMIN),
    "stop": ({S.PLANNED}, "before, approval ended", {*STAFF, "CLOCK"}),
    "not_held": ({S.PLANNED}, "after", ADMIN),
    "declare": ({S.PLANNED}, "after", ADMIN),
    "hold": ({S.PLANNED}, "after", ADMIN),
    "release": ({S.HELD}, "both", CET_MANAGER),
    "close": ({S.HELD}, "both", CET_MANAGER),
    "refuse": ({S.HELD}, "both", CET_MANAGER),
    "hold_again": ({S.DECLARED}, "both", {*ADMIN, *STAFF}),
    "reopen": ({S.UPLOADED}, "both", {*ADMIN, *STAFF}),
    "finish": ({S.DECLARED}, "both", {*ADMIN, *STAFF}),
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


# The same for an upload: from which statuses, by whom.
EITHER = {"CLOCK", *ADMIN}
UPLOADS = {
    "preview": ({U.RECEIVED}, EITHER),
    "give_up": ({U.RECEIVED}, EITHER),
    "retry": ({U.UNREADABLE}, ADMIN),
    "start": ({U.PREVIEWED, U.TAKEN}, ADMIN),
    "take": ({U.PREVIEWED, U.TAKING, U.TAKEN}, ADMIN),
    "drop": ({U.PREVIEWED, U.UNREADABLE}, ADMIN),
}


def test_every_step_of_an_upload_from_every_status_by_every_role(world):
    sent = world.upload(world.declared(), (2, "01-99999", "Fell"))
    found, wanted = set(), set()
    for status in U.values:
        sent.status = status
        for role in [*Role.values, "CLOCK"]:
            actor = acting(role, sent.event.provider_id)
            open_to = uploads.open_to(sent, actor=actor, at=world.at)
            found |= {(name, status, role) for name in open_to}
            wanted |= {
                (name, status, role)
                for name, (statuses, roles) in UPLOADS.items()
                if status in statuses and role in roles
            }

    assert found == wanted
    assert set(UPLOADS) == set(uploads.steps)


# And for all certificates of an event at once: the worker alone.
BATCHES = {
    "finish": ({B.MAKING}, {"CLOCK"}),
    "give_up": ({B.MAKING}, {"CLOCK"}),
    "remove": ({B.DONE}, {"CLOCK"}),
}


def test_every_step_of_a_batch_of_certificates_from_every_status_by_every_role(world, marsh):
    event = world.declared()
    issued(world, event, marsh)
    batch = services.ask_for_zip(event=event, actor=world.admin, at=world.at)
    found, wanted = set(), set()
    for status in B.values:
        batch.status = status
        for role in [*Role.values, "CLOCK"]:
            actor = acting(role, event.provider_id)
            found |= {
                (name, status, role) for name in batches.open_to(batch, actor=actor, at=world.at)
            }
            wanted |= {
                (name, status, role)
                for name, (statuses, roles) in BATCHES.items()
                if status in statuses and role in roles
            }

    assert found == wanted
    assert set(BATCHES) == set(batches.steps)


def test_no_workflow_of_this_app_is_left_out():
    tables = {each.name for each in vars(workflows).values() if isinstance(each, Workflow)}

    # Their tables have tests of their own: test_cases_who.py, test_workflow_asking.py.
    elsewhere = {"points_case", "peer_review", "non_uk_cet"}
    assert tables == {workflow.name, uploads.name, batches.name} | elsewhere
