"""A worker that is killed in the middle of a run: its range is taken again, to the same bytes."""

from datetime import timedelta

import pytest
from django.db import connection

from cet_portal.celery import app
from cet_portal.core import clock
from cet_portal.core.models import AuditEvent
from compliance.models import ComplianceRun, RunResult
from tests.compliance import running as world
from tests.resilience.conftest import kill_at_once, until_true

pytestmark = [
    pytest.mark.processes,
    pytest.mark.xdist_group("resilience"),
    pytest.mark.django_db(transaction=True),
]

PEOPLE = 4_000


def is_at_it() -> bool:
    """Somebody has a range locked, and is putting results into the table or reading for them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database()"
            " AND (query LIKE 'COPY%%runresult%%' OR query LIKE '%%WITH there AS%%')"
        )
        return cursor.fetchone() is not None


def test_a_killed_worker_leaves_no_half_range(environment, broker, start):
    world.fill(PEOPLE, 20)
    whole = world.done()
    run = world.start(by=None)
    worker = start("worker")
    with app.connection_for_write(broker.address) as queue:
        app.send_task(
            "compliance.work_on_run", kwargs={"run_id": run.pk, "place": 0}, connection=queue
        )
    until_true(is_at_it, every=0.005)

    kill_at_once(worker)
    assert ComplianceRun.objects.get(pk=run.pk).status == "RUNNING"
    judged = RunResult.objects.filter(run=run).count()
    assert judged == sum(run.ranges.filter(done_at__isnull=False).values_list("people", flat=True))
    assert judged < PEOPLE
    start("worker")
    long_ago = clock.now() - timedelta(minutes=10)
    ComplianceRun.objects.filter(pk=run.pk).update(begun_at=long_ago)
    broker.ask("compliance.resume_runs")  # as beat does, every minute
    until_true(lambda: ComplianceRun.objects.get(pk=run.pk).status == "SEALED")

    assert ComplianceRun.objects.get(pk=run.pk).digest == whole.digest
    assert AuditEvent.objects.filter(verb="compliance_run.seal", subject_id=run.pk).count() == 1
