"""A worker that is killed while it takes a register over: nothing of it, then all of it."""

from datetime import timedelta

import pytest
from django.db import connection

from cet_portal.celery import app
from cet_portal.core import clock
from cet_portal.core.models import AuditEvent, OutboxMessage
from registrants import services
from registrants.models import RegisterImport, Registrant
from tests import builders
from tests.registrants.registering import row, send
from tests.resilience.conftest import kill_at_once, until_true

pytestmark = [
    pytest.mark.processes,
    pytest.mark.xdist_group("resilience"),
    pytest.mark.django_db(transaction=True),
]

PEOPLE = 12_000


@pytest.fixture
def previewed(environment, settings, tmp_path) -> RegisterImport:
    """A large file, read, in the folder that the workers read."""
    stored = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": stored}
    sent = send(*(row(f"01-{number:06}", surname="Marsh") for number in range(PEOPLE)))
    services.read_import_in_background(register_import=sent, at=clock.now())
    return RegisterImport.objects.get()


def is_writing() -> bool:
    """Somebody who holds the lock of an import is putting rows into the register."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory'"
            " AND state = 'active' AND query LIKE 'COPY%'"
        )
        return cursor.fetchone() is not None


def test_a_killed_worker_leaves_nothing_half_taken_over(previewed, broker, start):
    staff = builders.staff()
    previewed = services.take_over(
        register_import=previewed, actor=builders.actor_of(staff), at=clock.now()
    )
    worker = start("worker")
    with app.connection_for_write(broker.address) as queue:
        app.send_task(
            "registrants.take_over_import", kwargs={"import_id": previewed.pk}, connection=queue
        )
    until_true(is_writing, every=0.005)

    kill_at_once(worker)
    assert Registrant.objects.count() == 0
    start("worker")
    long_ago = clock.now() - timedelta(minutes=10)
    RegisterImport.objects.filter(pk=previewed.pk).update(made_at=long_ago)
    broker.ask("registrants.resume_imports")  # as beat does, every minute
    until_true(lambda: RegisterImport.objects.get().status == "COMMITTED")

    assert Registrant.objects.count() == PEOPLE
    assert AuditEvent.objects.filter(verb="register_import.finish").count() == 1
    until_true(OutboxMessage.objects.filter(kind="register_import_taken_over").exists)
    assert OutboxMessage.objects.filter(kind="register_import_taken_over").count() == 1
