"""One worker at a time on one import."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from registrants.models import RegisterImport

# Tells these locks from others; any number, as long as it stays.
_KIND = 2805


@contextmanager
def alone_with(register_import: RegisterImport) -> Iterator[bool]:
    """True for whoever has it to themselves. The database lets go when the worker dies, so a
    killed one holds nothing up."""
    key = [_KIND, register_import.pk]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        (mine,) = cursor.fetchone()
    try:
        yield bool(mine)
    finally:
        if mine and connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
