"""Several people at once, each with a database connection and a transaction of their own.

    outcomes = together(lambda: services.submit(...), lambda: services.submit(...))

Only for tests marked `django_db(transaction=True)`.
"""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

# Seconds that a busy machine may take; only what waits for ever takes longer.
PATIENCE = 60


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Start all acts at the same instant; returns what each returned or raised, in order."""
    start, outcomes = Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=PATIENCE)
            outcomes[number] = act()
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
        assert not thread.is_alive(), f"still waiting after {PATIENCE} seconds"
    return outcomes
