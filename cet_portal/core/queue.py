"""Background work: asked for by name, after commit. The queue is only a hint (decisions.md 38)."""

import logging
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def enqueue(name: str, **ids: Any) -> None:
    """Run task `name` with `ids` once the transaction has committed.

    An unknown name raises at once. A broker that is down is logged and forgiven: the row that
    asked for the work is in the database, and a sweep finds it.
    """
    if name not in current_app.tasks:
        # A web process loads the tasks' modules at the first call only.
        current_app.loader.import_default_modules()
    task = current_app.tasks[name]

    def send() -> None:
        try:
            task.apply_async(kwargs=ids, retry=False)
        except (OperationalError, RedisError, OSError) as error:
            log.warning("%s waits for its sweep, the broker is away: %s", name, error)

    transaction.on_commit(send)
