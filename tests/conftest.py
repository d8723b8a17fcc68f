"""For every test: real services, an empty queue, browser tests in one process."""

import os
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings
from django.core.cache import caches
from pytest_django import DjangoDbBlocker

from tests import builders

NEEDED = ("DATABASE_URL", "REDIS_URL")
# Waiting tasks, and tasks that a worker has taken. What running workers are bound to stays.
QUEUE = ("celery", "unacked", "unacked_index")

BLOCKER = pytest.StashKey[DjangoDbBlocker]()


def pytest_configure(config: pytest.Config) -> None:
    """Say plainly what is missing when pytest is run by itself."""
    if missing := [name for name in NEEDED if not os.environ.get(name)]:
        pytest.exit(f"{' and '.join(missing)} not set. Type: make test TESTS=...", returncode=4)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes name no test: archives hold the second in which they were made, and every worker
    has to find the same names."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep browser tests in one pytest worker: it starts one set of processes for them all."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))


def empties_tables(item: pytest.Item) -> bool:
    """Does it commit for real, so that every table is emptied after it?"""
    marker = item.get_closest_marker("django_db")
    real = marker and marker.kwargs.get("transaction")
    return bool(real or "transactional_db" in item.fixturenames)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Put the reference data back where the tables were emptied."""
    yield
    if empties_tables(item) and nextitem is not None:  # the last one takes the database with it
        with item.config.stash[BLOCKER].unblock():
            builders.reference()


@pytest.fixture(autouse=True)
def emptied_in_the_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """Before the tables are emptied the seals of runs come off, and counters of requests, whose
    tables belong to no model, are emptied with them."""
    if not empties_tables(request.node):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    builders.take_off_seals()
    for alias in settings.CACHES:
        caches[alias].clear()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Reference data is there from the start, and not loaded again by each test."""
    request.config.stash[BLOCKER] = django_db_blocker
    with django_db_blocker.unblock():
        builders.reference()


@pytest.fixture(autouse=True)
def empty_queue(request: pytest.FixtureRequest) -> None:
    """Begin with an empty queue where a test may fill it; other tests need not wait for it."""
    wants_rows = {"db", "transactional_db"}.intersection(request.fixturenames)
    if wants_rows or request.node.get_closest_marker("django_db"):
        with redis.Redis.from_url(settings.CELERY_BROKER_URL) as client:
            client.delete(*QUEUE)
