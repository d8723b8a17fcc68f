"""The counters in the database: what has expired is thrown away.

Django's database cache forgets expired rows only when it is full, and then live ones with them.
"""

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import BaseDatabaseCache
from django.db import connection


def forget_expired() -> int:
    """Delete the expired rows of every cache table; how many there were."""
    deleted = 0
    for alias in settings.CACHES:
        cache = caches[alias]
        if isinstance(cache, BaseDatabaseCache):
            with connection.cursor() as cursor:
                table = connection.ops.quote_name(cache._table)
                # The database's own clock: a rehearsal moves ours.
                cursor.execute(f"DELETE FROM {table} WHERE expires < now()")  # noqa: S608
                deleted += cursor.rowcount
    return deleted
