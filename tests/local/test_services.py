"""Own PostgreSQL and Valkey: up, down, side by side, and back after a SIGKILL."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from cet_portal.local import postgres, services
from tests.local.processes_of import processes_of

pytestmark = pytest.mark.processes

HOLD = """
import sys, time
from pathlib import Path
from cet_portal.local import services
with services.started(Path(sys.argv[1]), durable=True):
    print("up", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A place for one instance's data, with no services named by the environment."""
    for name in services.ADDRESSES:
        monkeypatch.delenv(name)
    made = tmp_path / "instance"
    made.mkdir()
    yield made
    postgres.remove(made)


def ask(address, question="SHOW server_version_num", *values):
    connection = psycopg2.connect(address)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(question, values)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.close()


def test_services_start_answer_and_stop(folder):
    with services.started(folder, durable=False) as addresses:
        version = ask(addresses["DATABASE_URL"])
        collation = ask(addresses["DATABASE_URL"], "SELECT upper('é')")
        with redis.Redis.from_url(addresses["REDIS_URL"]) as client:
            valkey = client.info("server")["valkey_version"]

    assert version.startswith("18")
    assert collation == "É"
    assert valkey.startswith("8.")
    with pytest.raises(psycopg2.OperationalError):
        ask(addresses["DATABASE_URL"])


def test_services_ask_for_a_password(folder):
    with services.started(folder, durable=False) as addresses:
        stranger = addresses["DATABASE_URL"].replace("mycet:", "mycet:not-")

        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            ask(stranger)


def test_services_named_by_the_environment_are_used_as_they_are(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/mycet")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")

    with services.started(folder, durable=False) as addresses:
        assert addresses == {
            "DATABASE_URL": "postgres://elsewhere/mycet",
            "REDIS_URL": "redis://elsewhere/0",
        }

    assert list(folder.iterdir()) == []


def test_two_instances_run_side_by_side(folder):
    other = folder.with_name("other")
    other.mkdir()
    try:
        with (
            services.started(folder, durable=False) as one,
            services.started(other, durable=False) as two,
        ):
            ask(one["DATABASE_URL"], "CREATE TABLE only_here (a int)")

            assert ask(two["DATABASE_URL"], "SELECT to_regclass('only_here')") is None
    finally:
        postgres.remove(other)


def test_nothing_outlives_a_killed_holder_and_the_next_start_has_the_data(folder):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"up\n"
    address = json.loads((folder / "addresses.json").read_text())["DATABASE_URL"]
    ask(address, "CREATE TABLE kept (a int)")

    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()

    until = time.monotonic() + 20
    while processes_of(folder) and time.monotonic() < until:
        time.sleep(0.1)
    assert processes_of(folder) == []
    with services.started(folder, durable=True) as addresses:
        assert ask(addresses["DATABASE_URL"], "SELECT to_regclass('kept')") == "kept"


def test_postgres_killed_with_sigkill_recovers_what_was_committed(folder):
    server = postgres.Postgres(folder, durable=True)
    address = server.start()
    ask(address, "CREATE TABLE kept (a int)")

    server.child.kill()
    server.child.wait()

    again = postgres.Postgres(folder, durable=True)
    try:
        assert ask(again.start(), "SELECT to_regclass('kept')") == "kept"
    finally:
        again.stop()


def test_pid_file_naming_a_foreign_process_does_not_block(folder):
    with services.started(folder, durable=False):
        pass
    moved = folder / "postgres.path"
    home = Path(moved.read_text().strip()) if moved.exists() else folder
    (home / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{home}/postgres\n")

    with services.started(folder, durable=False) as addresses:
        assert ask(addresses["DATABASE_URL"]).startswith("18")


def test_claim_is_refused_while_another_holds_it(tmp_path, monkeypatch):
    monkeypatch.setattr(services, "LOCAL", tmp_path)

    with services.claimed("demo"), pytest.raises(services.Busy), services.claimed("demo"):
        pytest.fail("claimed twice")

    with services.claimed("demo"):
        pass


def test_a_command_runs_with_the_settings_of_one_machine():
    """Whatever the environment says; production's settings need an environment of their own."""
    words = "import os; from django.conf import settings; print(settings.DEMONSTRATION)"
    environment = {
        name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
    }

    done = subprocess.run(
        [sys.executable, "-m", "cet_portal.local.with_services", "--", sys.executable, "-c", words],
        cwd=services.ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == "True"


def test_what_else_an_instance_knows_is_recorded(folder):
    with services.started(folder, durable=False, more={"PORT": "8123"}):
        assert json.loads((folder / "addresses.json").read_text())["PORT"] == "8123"
