"""Background work: asked for by name, after commit. The queue is only a hint (decisions.md 38)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

# Somebody is waiting for the page: a broker that does not answer within a second is away.
PATIENCE = 1.0
IMPATIENT = {
    "socket_connect_timeout": PATIENCE,
    "socket_timeout": PATIENCE,
    "max_retries": 0,
    "connect_retries_timeout": PATIENCE,
}


@contextmanager
def impatient_connection():
    """A connection to the broker that gives up after `PATIENCE` and does not try again.

    The pooled connections of a worker wait and retry, as they should.
    """
    with current_app.connection_for_write(
        connect_timeout=PATIENCE, transport_options=IMPATIENT
    ) as connection:
        yield connection


def enqueue(name: str, **ids: Any) -> None:
    """Run task `name` with `ids` once the transaction has committed; asked twice in it, once.

    An unknown name raises at once. A broker that is down is logged and forgiven: the row that
    asked for the work is in the database, and a sweep finds it.
    """
    if name not in current_app.tasks:
        # A web process loads the tasks' modules at the first call only.
        current_app.loader.import_default_modules()
    send = _Send(current_app.tasks[name].name, tuple(sorted(ids.items())))
    # Every entry: (savepoints, what to call, ...). A savepoint rolled back takes its own along.
    if not any(entry[1] == send for entry in transaction.get_connection().run_on_commit):
        transaction.on_commit(send)


# What is sent when the run over many cases is over, each once, in the order asked.
_gathered: ContextVar[dict["_Send", None] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Work asked for in here is sent at the end, the same only once.

    For a run over many cases, each committed by itself: the rows are there, so a run that dies
    in between has lost no more than the hint.
    """
    waiting: dict[_Send, None] = {}
    token = _gathered.set(waiting)
    try:
        yield
    finally:
        _gathered.reset(token)
        for send in waiting:
            send()


@dataclass(frozen=True, slots=True)
class _Send:
    """What to send after commit; two that say the same are equal."""

    name: str
    ids: tuple[tuple[str, Any], ...]

    def __call__(self) -> None:
        waiting = _gathered.get()
        if waiting is not None:
            waiting[self] = None
            return
        try:
            with impatient_connection() as connection:
                current_app.tasks[self.name].apply_async(
                    kwargs=dict(self.ids), retry=False, connection=connection
                )
        except (OperationalError, RedisError, OSError) as error:
            log.warning("%s waits for its sweep, the broker is away: %s", self.name, error)
