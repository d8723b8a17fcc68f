"""Where benchmarks run: a database and a queue of their own, removed at the end."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import redis
from celery import current_app
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from cet_portal.local import migrated

QUEUE = "benchmark"


@contextmanager
def own_database() -> Iterator[str]:
    """An empty database beside the one that DATABASE_URL names; gives its name."""
    name = str(settings.DATABASES["default"]["NAME"])
    own = f"benchmark_{name}"
    migrated.prepare()
    connection.settings_dict["TEST"]["NAME"] = own
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("createcachetable", verbosity=0)
        call_command("load_reference", verbosity=0, stdout=io.StringIO())
        yield own
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


@contextmanager
def own_queue() -> Iterator[None]:
    """What is put into the queue meanwhile is for nobody."""
    current_app.conf.task_default_queue = QUEUE
    try:
        yield
    finally:
        with redis.Redis.from_url(settings.CELERY_BROKER_URL) as client:
            client.delete(QUEUE)


@contextmanager
def child(module: str, database: str) -> Iterator[subprocess.Popen]:
    """A process of this module that is asked by lines, with this database; gone afterwards."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}")
    with subprocess.Popen(
        [sys.executable, "-m", module],
        env=os.environ | {"DATABASE_URL": urlunsplit(address)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            # Its input ends, and so does it.
            process.communicate()
