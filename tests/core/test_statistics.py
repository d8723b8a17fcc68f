"""The database knows at once of what was written, before it would look by itself."""

import pytest
from django.db import connection

from cet_portal.core.statistics import count_anew


@pytest.mark.django_db
def test_what_was_just_written_is_known():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE written AS SELECT 7 AS run, n FROM generate_series(1, 900) n"
        )

        count_anew("written", ["run"])

        cursor.execute("SELECT attname, n_distinct FROM pg_stats WHERE tablename = 'written'")
        assert cursor.fetchall() == [("run", 1)]
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'written'")
        assert cursor.fetchone() == (900,)
        cursor.execute("DROP TABLE written")
