"""Every step x every status x everybody x before and after the cycle's end."""

import pytest
from django.db import transaction

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, StatusChange
from cet_portal.core.permissions import Refused
from registrants import workflow
from registrants.enums import PointStatus
from tests import builders
from tests.registrants.building import LAST_SECOND, NEW_YEAR, accept, offer

pytestmark = pytest.mark.django_db

STEPS = {
    "accept": "ACCEPTED",
    "accept_by_instruction": "ACCEPTED",
    "decline": "DECLINED",
    "query": "QUERIED",
    "drop_query": "PENDING",
    "answer_query": "PENDING",
    "lapse": "LAPSED",
    "keep_late": "LATE",
    "settle": "ACCEPTED",
    "refuse_late": "LAPSED",
    "set_aside": "REVERSED",
    "withdraw": "REVERSED",
    "reverse": "REVERSED",
}
OWNER, CLOCK_ROLE = "the registrant", "the clock"
# Whose event it is, the caller of the service knows.
PROVIDER, STAFF = {"SYSTEM_ADMINISTRATOR"}, {"GOC_STAFF", "CET_MANAGER"}
# Staff act for a registrant who asked them to.
HERS = {OWNER, *STAFF}
BACK = {"withdraw": PROVIDER, "reverse": STAFF}
ASIDE = {"set_aside": {CLOCK_ROLE}}
ANSWER = {"answer_query": PROVIDER | STAFF}

# status, has the cycle ended -> step -> who may take it. Nobody else, and no other step.
# A standing instruction has its own test: it needs a day on the line.
MAY = {
    ("PENDING", False): {"accept": HERS, "decline": HERS, "query": HERS, **BACK, **ASIDE},
    ("PENDING", True): {"lapse": {CLOCK_ROLE}, **BACK, **ASIDE},
    ("ACCEPTED", False): {"reverse": STAFF, **ASIDE},
    ("ACCEPTED", True): {"reverse": STAFF, **ASIDE},
    ("QUERIED", False): {"drop_query": HERS, "decline": HERS, **ANSWER, **BACK, **ASIDE},
    ("QUERIED", True): {"keep_late": {CLOCK_ROLE}, **ANSWER, **BACK, **ASIDE},
    ("DECLINED", False): {},
    ("LAPSED", True): {"reverse": STAFF, **ASIDE},
    ("LATE", True): {"settle": STAFF, "refuse_late": STAFF, **BACK, **ASIDE},
    ("REVERSED", False): {},
}


def everybody(owner):
    """Name and actor of everybody who might try."""
    provider, _admin = builders.provider_with()
    return {
        OWNER: builders.actor_of(owner.user),
        "another registrant": builders.actor_of(builders.registrant().user),
        **{
            str(role): builders.actor_of(builders.member(provider, role)) for role in PROVIDER_ROLES
        },
        "APPROVER": builders.actor_of(builders.approver()),
        "GOC_STAFF": builders.actor_of(builders.staff(Role.GOC_STAFF)),
        "CET_MANAGER": builders.actor_of(builders.staff(Role.CET_MANAGER)),
        CLOCK_ROLE: CLOCK,
    }


def line_at(status, owner):
    """A line that has walked the services to `status`."""
    line = offer(owner, at=NEW_YEAR if status == "LATE" else None)
    if status == "ACCEPTED":
        return accept(line)
    own = builders.actor_of(owner.user, "registrant")
    if status in ("QUERIED", "DECLINED"):
        step = {"QUERIED": "query", "DECLINED": "decline"}[status]
        return workflow.point.move(line, step, actor=own, at=LAST_SECOND)
    if status == "LAPSED":
        return workflow.point.move(line, "lapse", actor=CLOCK, at=NEW_YEAR)
    if status == "REVERSED":
        staff = builders.actor_of(builders.staff())
        return workflow.point.move(line, "reverse", actor=staff, at=LAST_SECOND, reason="Wrong.")
    return line


def test_the_table_covers_every_status_and_step():
    assert {status for status, _over in MAY} == set(PointStatus.values)
    assert {name: step.target for name, step in workflow.point.steps.items()} == STEPS


@pytest.mark.parametrize("status, is_over", MAY)
def test_who_may_take_which_step(status, is_over):
    owner = builders.registrant()
    line, people = line_at(status, owner), everybody(owner)
    at = NEW_YEAR if is_over else LAST_SECOND
    open_to = {}
    for name, actor in people.items():
        for step, target in STEPS.items():
            if workflow.point.refusal(line, step, actor=actor, at=at):
                with pytest.raises(Refused):
                    workflow.point.move(line, step, actor=actor, at=at)
                continue
            open_to.setdefault(step, set()).add(name)
            with transaction.atomic():
                moved = workflow.point.move(line, step, actor=actor, at=at)
                assert moved.status == target
                transaction.set_rollback(True)
    assert open_to == MAY[status, is_over]


def test_a_step_leaves_a_change_and_an_audit_entry():
    line = accept(offer(builders.registrant()))
    change = StatusChange.objects.get(case_type="registrants.PointEntry", case_id=line.pk)
    assert (change.from_status, change.to_status) == ("PENDING", "ACCEPTED")
    assert change.actor_role == "REGISTRANT"
    assert AuditEvent.objects.filter(verb="point.accept", subject_id=line.pk).count() == 1
