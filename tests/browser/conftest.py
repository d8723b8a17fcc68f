"""The product itself, running on the test database, and people with browsers."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from playwright.sync_api import Browser, sync_playwright

from cet_portal.local import ports, running, system
from cet_portal.local.valkey import Valkey
from tests.browser.person import Person

# Playwright's synchronous driver keeps an event loop in this thread; Django must not mind.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM_WORDS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Stack:
    """Where the running product answers, and where its mail lies."""

    address: str
    mail: Path
    processes: running.Children


def database_url() -> str:
    """The address of the test database that this test process uses."""
    of = connection.settings_dict
    password = f":{of['PASSWORD']}" if of["PASSWORD"] else ""
    where = f"{of['HOST']}:{of['PORT']}" if not str(of["HOST"]).startswith("/") else ""
    query = f"?host={of['HOST']}&port={of['PORT']}" if not where else ""
    return f"postgres://{of['USER']}{password}@{where}/{of['NAME']}{query}"


@pytest.fixture(scope="package")
def broker(tmp_path_factory) -> Iterator[str]:
    """A Valkey of the stack's own: its worker must not take what other tests put in a queue."""
    server = Valkey(tmp_path_factory.mktemp("broker"), durable=False)
    yield server.start()
    server.stop()


@pytest.fixture(scope="package")
def stack(django_db_setup, django_db_blocker, broker, tmp_path_factory) -> Iterator[Stack]:
    """Web, worker and beat by the product's own commands, as long as browser tests run."""
    folder = tmp_path_factory.mktemp("stack")
    mail, port = folder / "mail", ports.free()
    with django_db_blocker.unblock():
        call_command("createcachetable")
        addresses = {"DATABASE_URL": database_url(), "REDIS_URL": broker}
    environment = running.environment_for(
        addresses,
        DJANGO_SETTINGS_MODULE="cet_portal.settings.test",
        SITE_ADDRESS=f"http://localhost:{port}",
        STORED_FILES_ROOT=str(folder / "files"),
        EMAIL_URL=f"filemail:///{mail}",
    )
    logs = {name: (folder / f"{name}.log").open("wb") for name in ("web", "worker", "beat")}
    with running.running(
        environment, port=port, folder=folder, output=lambda name: logs[name]
    ) as started:
        running.wait_until_healthy(started, port=port, within=60)
        yield Stack(f"http://localhost:{port}", mail, started)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests. As long as its driver's loop runs, Django keeps its
    connections in the loop's context: they are closed there, nobody finds them afterwards."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=system.find_chromium(), args=CHROMIUM_WORDS
        )
        yield opened
        opened.close()
        connections.close_all()


@pytest.fixture
def person(stack, transactional_db, browser) -> Iterator[Callable[..., Person]]:
    """`person("Asha Rao")`: somebody with a browser of their own; `phone=True` for 375 pixels."""
    people: list[Person] = []

    def arrive(name: str, *, phone: bool = False) -> Person:
        size = {"width": 375, "height": 812} if phone else {"width": 1280, "height": 900}
        context = browser.new_context(base_url=stack.address, viewport=size, locale="en-GB")
        context.set_default_timeout(10_000)
        people.append(Person(name=name, page=context.new_page()))
        return people[-1]

    yield arrive
    for someone in people:
        someone.page.context.close()
