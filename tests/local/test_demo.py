"""The demonstration as a visitor meets it, in a second checkout beside this one."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from cet_portal.local import ports, postgres, running
from cet_portal.local.services import ROOT
from tests.local.processes_of import processes_of

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("browser")]

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".local", "node_modules", "staticfiles", "tests", "__pycache__", ".*_cache"
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the project, built, with nothing running and no data."""
    folder = tmp_path_factory.mktemp("visitor") / "mycet"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    yield folder
    postgres.remove(folder / ".local" / "demo")


@pytest.fixture
def demo(checkout):
    """Start the demonstration on a free port; whatever happens it is stopped in the end."""
    started = []

    def start(*arguments, **environment):
        port = int(environment.setdefault("PORT", str(ports.free())))
        log = checkout / f"demo-{len(started)}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "cet_portal.local.demo", *arguments],
                cwd=checkout,
                env=clean_environment(**environment),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        started.append(process)
        return SimpleNamespace(process=process, port=port, log=log)

    yield start
    for process in started:
        process.terminate()
        process.wait(60)


def clean_environment(**more):
    """This environment without what belongs to the test run: its services and its settings."""
    own = (
        "DATABASE_URL",
        "REDIS_URL",
        "DJANGO_SETTINGS_MODULE",
        "EMAIL_URL",
        "STORED_FILES_ROOT",
        "MAKELEVEL",
    )
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in own and not name.startswith("PYTEST")
    }
    return kept | more


def wait_for(demo, text, within=150):
    until = time.monotonic() + within
    while text not in (shown := demo.log.read_text()):
        assert demo.process.poll() is None, shown
        assert time.monotonic() < until, shown
        time.sleep(0.2)
    return shown


def wait_until_gone(checkout):
    until = time.monotonic() + 30
    while (left := processes_of(checkout)) and time.monotonic() < until:
        time.sleep(0.2)
    return left


def test_demonstration_becomes_healthy_says_where_and_stops_cleanly(demo, checkout):
    first = demo()

    shown = wait_for(first, "MyCET is ready after")
    assert f"http://localhost:{first.port}" in shown
    assert "@demo.example.org" in shown
    assert "written to .local/mail/" in shown
    assert running.unhealthy(first.port) == ""

    first.process.send_signal(signal.SIGINT)
    assert first.process.wait(60) == 0
    assert processes_of(checkout) == []

    again = demo()
    began = time.monotonic()
    assert "@demo.example.org" in wait_for(again, "MyCET is ready after")
    assert time.monotonic() - began < 60
    refused = demo(PORT=str(again.port))
    assert refused.process.wait(30) == 1
    assert "already running" in refused.log.read_text()


def test_demonstration_killed_with_sigkill_leaves_nothing_behind(demo, checkout):
    killed = demo()
    wait_for(killed, "MyCET is ready after")

    killed.process.kill()

    assert wait_until_gone(checkout) == []


@pytest.mark.parametrize(
    "name, named_in_its_command",
    [("beat", " beat "), ("PostgreSQL", "/postgres -D "), ("Valkey", "/valkey-server")],
)
def test_demonstration_stops_when_a_part_dies_and_says_which(
    demo, checkout, name, named_in_its_command
):
    running_one = demo()
    wait_for(running_one, "MyCET is ready after")

    part = next(pid for pid, line in processes_of(checkout) if named_in_its_command in line)
    os.kill(part, signal.SIGKILL)

    assert running_one.process.wait(60) == 1
    shown = running_one.log.read_text()
    assert f"{name} ended by itself with status -9." in shown
    assert "Start again with: make demo" in shown
    assert wait_until_gone(checkout) == []


@pytest.mark.parametrize(
    "text", ["Starting PostgreSQL", "Preparing the database", "Starting gunicorn"]
)
def test_demonstration_stopped_while_starting_leaves_nothing_behind(demo, checkout, text):
    starting = demo()
    wait_for(starting, text)

    starting.process.terminate()

    assert starting.process.wait(60) == 128 + signal.SIGTERM
    assert processes_of(checkout) == []


def test_taken_port_is_told_before_anything_starts(demo, checkout):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        refused = subprocess.run(
            [sys.executable, "-m", "cet_portal.local.demo"],
            cwd=checkout,
            env=clean_environment(PORT=str(taken)),
            capture_output=True,
            text=True,
            check=False,
        )

    assert refused.returncode == 1
    assert f"Port {taken} is taken. Choose another: PORT=" in refused.stderr
    assert refused.stdout == ""


def test_port_that_is_no_number_is_refused(checkout):
    refused = subprocess.run(
        [sys.executable, "-m", "cet_portal.local.demo"],
        cwd=checkout,
        env=clean_environment(PORT="eight"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert refused.stderr == "PORT=eight is not a port number. For example: PORT=8123 make demo\n"
