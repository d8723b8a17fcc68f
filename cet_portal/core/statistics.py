"""What the database knows of its tables when it plans how to answer."""

from collections.abc import Sequence

from django.db import connection


def count_anew(table: str, columns: Sequence[str]) -> None:
    """Let the database look at these columns now. By itself it does so after a while, and until
    then plans for a few rows where thousands were written. Names are from the code, never from
    people.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {quote(table)} ({', '.join(map(quote, columns))})")
