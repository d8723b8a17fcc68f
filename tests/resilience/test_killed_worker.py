"""A worker that is killed in the middle of a sweep, and two that sweep at once."""

import copy
from collections import Counter
from datetime import timedelta

import pytest

from approvals.models import CetApplication
from cet_portal.core import clock
from cet_portal.core.models import AuditEvent, OutboxMessage, StatusChange
from cet_portal.core.sweeps import SET_SIZE
from tests import builders
from tests.resilience.conftest import kill_at_once, until_true

pytestmark = [
    pytest.mark.processes,
    pytest.mark.xdist_group("resilience"),
    pytest.mark.django_db(transaction=True),
]

# Several of the sets that a sweep commits at once.
CASES = 4 * SET_SIZE
TIMER = "approvals.reject_unanswered"
# The provider's administrator, and the approver.
TOLD = {"application_rejected_unanswered": CASES, "application_closed_unanswered": CASES}


@pytest.fixture
def unanswered(environment):
    """Applications whose request for information went unanswered: one real one, and copies."""
    pattern = builders.application_at("INFORMATION_REQUESTED", at=clock.now() - timedelta(days=40))
    copies = []
    for number in range(1, CASES):
        one = copy.copy(pattern)
        one.pk, one._state, one.c_number = None, copy.copy(pattern._state), f"C-{50_000 + number}"
        copies.append(one)
    CetApplication.objects.bulk_create(copies)


def moved() -> int:
    return StatusChange.objects.filter(step="lapse").count()


def waiting_mail() -> int:
    return OutboxMessage.objects.filter(sent_at__isnull=True).count()


def assert_each_exactly_once():
    """Every case moved, recorded and told once; nothing lost, nothing twice."""
    changes = Counter(StatusChange.objects.filter(step="lapse").values_list("reference", flat=True))
    events = AuditEvent.objects.filter(verb="application.lapse")
    told = Counter(OutboxMessage.objects.filter(kind__in=TOLD).values_list("kind", flat=True))
    assert set(CetApplication.objects.values_list("status", flat=True)) == {"REJECTED"}
    assert (len(changes), set(changes.values())) == (CASES, {1})
    assert events.count() == CASES
    assert told == TOLD


def test_a_worker_killed_in_the_middle_loses_nothing_and_does_nothing_twice(
    unanswered, broker, start
):
    worker = start("worker")
    broker.ask(TIMER)
    until_true(lambda: moved() >= 20)

    kill_at_once(worker)
    in_the_middle = moved()
    start("worker")
    broker.ask(TIMER)  # as beat does, within the hour
    until_true(lambda: moved() >= CASES)
    broker.ask("core.deliver_outbox")  # as beat does, every few minutes
    until_true(lambda: waiting_mail() == 0)

    assert 20 <= in_the_middle < CASES
    assert_each_exactly_once()


def test_two_workers_sweeping_at_once_do_nothing_twice(unanswered, broker, start):
    start("worker"), start("worker")

    for _time in range(4):
        broker.ask(TIMER)
    until_true(lambda: moved() >= CASES)
    broker.ask("core.deliver_outbox")
    until_true(lambda: waiting_mail() == 0)

    assert_each_exactly_once()
