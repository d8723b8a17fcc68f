"""A worker that is killed while it reads a large upload: another goes on where it stopped."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.celery import app
from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from sessions_events import services
from sessions_events.models import Upload
from tests.resilience.conftest import kill_at_once, until_true
from tests.sessions_events.building import World

pytestmark = [
    pytest.mark.processes,
    pytest.mark.xdist_group("resilience"),
    pytest.mark.django_db(transaction=True),
]

ROWS = 60_000


@pytest.fixture
def upload(environment, settings, tmp_path) -> Upload:
    """A long list, received and not yet read, in the folder that the workers read."""
    stored = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": stored}
    world = World()
    lines = "\n".join(f"01-{number:06},Surname" for number in range(ROWS))
    return services.receive_file(
        event=world.declared(),
        file=SimpleUploadedFile("people.csv", f"GOC number,Surname\n{lines}\n".encode()),
        actor=world.admin,
        at=clock.now(),
    )


def test_a_killed_worker_loses_no_row_and_keeps_none_twice(upload, broker, start):
    worker = start("worker")
    with app.connection_for_write(broker.address) as connection:
        app.send_task(
            "sessions_events.read_upload", kwargs={"upload_id": upload.pk}, connection=connection
        )
    until_true(upload.rows.exists)

    kill_at_once(worker)
    in_the_middle = upload.rows.count()
    start("worker")
    Upload.objects.filter(pk=upload.pk).update(moved_at=clock.now() - timedelta(minutes=10))
    broker.ask("sessions_events.resume_uploads")  # as beat does, every minute
    until_true(lambda: Upload.objects.get(pk=upload.pk).status == "PREVIEWED")

    assert 0 < in_the_middle < ROWS
    lines = upload.rows.values_list("line", flat=True)
    assert (len(lines), len(set(lines))) == (ROWS, ROWS)
    until_true(lambda: OutboxMessage.objects.filter(kind="upload_read").exists())
    assert OutboxMessage.objects.filter(kind="upload_read").count() == 1
