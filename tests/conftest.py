"""For every test: real services, an empty queue, browser tests in one process."""

import os
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as properties
from pytest_django import DjangoDbBlocker

from cet_portal.local import migrated
from tests import builders, emptying

NEEDED = ("DATABASE_URL", "REDIS_URL")
# How fast a busy machine makes and tries its examples says nothing about the code.
properties.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
properties.load_profile("any machine")
# Waiting tasks, and tasks that a worker has taken. What running workers are bound to stays.
QUEUE = ("celery", "unacked", "unacked_index")


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


def pytest_sessionstart() -> None:
    """Empty tables in the house's own way after a test that commits for real."""
    TransactionTestCase._fixture_teardown = lambda _self: emptying.put_back()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Each pytest process has a copy of the same database, which is migrated once."""
    with django_db_blocker.unblock():
        migrated.prepare()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, django_db_keepdb: bool
) -> None:
    """Reference data is there from the start, and not loaded again by each test."""
    with django_db_blocker.unblock():
        if django_db_keepdb:
            emptying.start_again()
        builders.reference()
        emptying.remember()


@pytest.fixture(scope="session")
def broker_of_tests() -> Iterator[redis.Redis]:
    """One connection to the broker of this pytest process."""
    with redis.Redis.from_url(settings.CELERY_BROKER_URL) as client:
        yield client


@pytest.fixture(autouse=True)
def empty_queue(request: pytest.FixtureRequest, broker_of_tests: redis.Redis) -> None:
    """Begin with an empty queue where a test may fill it; other tests need not wait for it."""
    wants_rows = {"db", "transactional_db"}.intersection(request.fixturenames)
    if wants_rows or request.node.get_closest_marker("django_db"):
        broker_of_tests.delete(*QUEUE)
