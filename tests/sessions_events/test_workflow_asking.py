"""Requests of registrants: every step, from every status, by every role, before and after."""

from datetime import timedelta

import pytest

from cet_portal.accounts.roles import Role, permissions_of
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK, Actor
from sessions_events import workflow
from sessions_events.models import NonUkCet, PeerReview
from tests import builders

pytestmark = pytest.mark.django_db

OWN, STAFF, CET_MANAGER = {Role.REGISTRANT}, {Role.GOC_STAFF, Role.CET_MANAGER}, {Role.CET_MANAGER}
BEFORE, AFTER, BOTH = ("before",), ("after",), ("before", "after")
CLOSED = {"REFUSED", "WITHDRAWN", "NOT_DECIDED"}

# Step: from which statuses, when, by whom. Written down again on purpose.
REVIEW = {
    "ask_again": (CLOSED, BEFORE, OWN),
    "withdraw": ({"REQUESTED"}, BOTH, OWN),
    "approve": ({"REQUESTED"}, BEFORE, STAFF),
    "refuse": ({"REQUESTED"}, BOTH, STAFF),
    "lapse": ({"REQUESTED"}, AFTER, {"CLOCK"}),
    "cancel": ({"APPROVED"}, BEFORE, OWN),
    "not_held": ({"APPROVED"}, AFTER, OWN),
    "confirm": ({"APPROVED"}, AFTER, OWN),
    "differ": ({"APPROVED"}, AFTER, OWN),
    "release": ({"HELD"}, BOTH, CET_MANAGER),
    "turn_down": ({"HELD"}, BOTH, CET_MANAGER),
}
ABROAD = {
    "ask_again": (CLOSED, BEFORE, OWN),
    "withdraw": ({"REQUESTED"}, BOTH, OWN),
    "approve": ({"REQUESTED"}, BEFORE, STAFF),
    "refuse": ({"REQUESTED"}, BOTH, STAFF),
    "lapse": ({"REQUESTED"}, AFTER, {"CLOCK"}),
    "not_attended": ({"APPROVED"}, BOTH, OWN),
    "send": ({"APPROVED"}, AFTER, OWN),
    "send_back": ({"EVIDENCE_SENT"}, BOTH, STAFF),
    "not_shown": ({"EVIDENCE_SENT"}, BOTH, STAFF),
    "confirm": ({"EVIDENCE_SENT"}, BOTH, STAFF),
}


@pytest.mark.parametrize(
    ("model", "flow", "allowed"),
    [
        (PeerReview, workflow.peer_review, REVIEW),
        (NonUkCet, workflow.non_uk_cet, ABROAD),
    ],
)
@pytest.mark.parametrize("when", BOTH)
def test_every_step_from_every_status_by_every_role(model, flow, allowed, when):
    person = builders.registrant()
    at = clock.now()
    starts_at = at + timedelta(days=1) if when == "before" else at - timedelta(days=1)
    case = model(
        number="XX-1",
        registrant=person,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
    )
    found, wanted = set(), set()
    for status in flow.statuses.values:
        case.status = status
        for role in [*Role.values, "CLOCK"]:
            actor = CLOCK if role == "CLOCK" else acting(role, person)
            found |= {(name, status, role) for name in flow.open_to(case, actor=actor, at=at)}
    for name, (statuses, times, roles) in allowed.items():
        if when in times:
            wanted |= {(name, status, role) for status in statuses for role in roles}

    assert found == wanted
    assert set(flow.steps) == set(allowed)


def acting(role, person):
    """Somebody in this role; as a registrant the one who asked."""
    own = person.pk if role == Role.REGISTRANT else None
    return Actor(user_id=-1, role=role, person_id=own, permissions=permissions_of(role))
