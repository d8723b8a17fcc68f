"""/healthz against the real parts: all well, and each one down."""

import re
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from cet_portal.celery import app
from cet_portal.core import health
from cet_portal.core.models import ClockShift, Heartbeat
from cet_portal.local import processes, running
from cet_portal.local.services import ROOT

PARTS = {"database", "broker", "worker", "beat"}
NOWHERE = "redis://127.0.0.1:1/0"
PATIENCE = 40


def look(client):
    """Status code, the states of the parts."""
    response = client.get("/healthz")
    assert response["Content-Type"] == "application/json"
    assert "no-cache" in response["Cache-Control"]
    answer = response.json()
    assert set(answer["parts"]) == PARTS
    well = all(state == "ok" for state in answer["parts"].values())
    assert answer["status"] == ("ok" if well else "unwell")
    assert response.status_code == (200 if well else 503)
    return response.status_code, answer["parts"]


def address_of_the_test_database() -> str:
    of = connection.settings_dict
    password = f":{of['PASSWORD']}" if of["PASSWORD"] else ""
    if str(of["HOST"]).startswith("/"):
        return (
            f"postgres://{of['USER']}{password}@/{of['NAME']}?host={of['HOST']}&port={of['PORT']}"
        )
    return f"postgres://{of['USER']}{password}@{of['HOST']}:{of['PORT']}/{of['NAME']}"


@pytest.fixture
def worker(transactional_db) -> Iterator[subprocess.Popen]:
    """A worker of the product, on the test's database and queue."""
    environment = running.environment_for(
        {
            "DATABASE_URL": address_of_the_test_database(),
            "REDIS_URL": settings.CELERY_BROKER_URL,
        },
        DJANGO_SETTINGS_MODULE="cet_portal.settings.test",
    )
    child = subprocess.Popen(
        processes.worker(),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield child
    child.terminate()
    child.wait(timeout=PATIENCE)


@pytest.mark.processes
def test_all_is_well_with_a_worker_that_has_heard_beat(client, worker):
    app.send_task("core.heartbeat")  # as beat does every ten seconds
    end = time.monotonic() + PATIENCE
    while (found := look(client))[0] != 200 and time.monotonic() < end:
        time.sleep(0.5)
    assert found == (200, dict.fromkeys(PARTS, "ok"))


@pytest.mark.django_db
def test_without_a_worker_it_says_which_part_and_why(client):
    Heartbeat.objects.all().delete()  # browser tests have a beat, which may have left one
    code, parts = look(client)
    assert code == 503
    assert parts == {
        "database": "ok",
        "broker": "ok",
        "worker": "no worker answered within 1 second",
        "beat": "no heartbeat yet",
    }


@pytest.mark.django_db
def test_an_old_heartbeat_is_told_with_its_age(client):
    Heartbeat.objects.all().delete()  # browser tests have a beat, which may have left one
    Heartbeat.objects.create(name="beat", at=timezone.now() - timedelta(seconds=70))
    assert re.fullmatch(r"the last heartbeat is 7\d seconds old", look(client)[1]["beat"])


@pytest.mark.django_db
def test_a_rehearsal_does_not_make_the_heartbeat_old(client):
    health.beat()
    ClockShift.objects.create(seconds=86_400)
    assert look(client)[1]["beat"] == "ok"


@pytest.mark.django_db
def test_a_broker_that_is_away(client, monkeypatch):
    monkeypatch.setattr(app.conf, "broker_write_url", NOWHERE)
    began = time.monotonic()
    code, parts = look(client)
    assert code == 503
    assert parts["broker"].startswith("the broker does not answer: ")
    assert parts["worker"] == "no worker can be asked: the broker is away"
    assert time.monotonic() - began < 10


@pytest.fixture
def no_database(transactional_db) -> Iterator[None]:
    """The connection of this test leads to a port where nobody listens."""
    port = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = "1"
    yield
    connection.close()
    connection.settings_dict["PORT"] = port


@pytest.mark.usefixtures("no_database")
def test_a_database_that_is_away(client):
    code, parts = look(client)
    assert code == 503
    assert parts["database"].startswith("the database does not answer: ")
    assert parts["beat"] == "the heartbeat cannot be read: the database is away"
    assert parts["broker"] == "ok"
