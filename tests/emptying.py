"""After a test that commits for real, every table is as it was before the first test.

Django would truncate more than a hundred tables, of which a test fills ten, and the reference
data would have to be loaded anew. Here the rows that a test has left are deleted, those of tables
without a model too, and a table that had rows gets them back when a test has changed them.
"""

from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

BEFORE = "before_tests"  # a schema beside the product's, with a copy of each table that had rows


def start_again() -> None:
    """Delete what a run that was killed has left in a database that is used again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {BEFORE} CASCADE")
    put_back()
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def remember() -> None:
    """Copy what is there now: reference data and what migrations have written."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {BEFORE}")
        for table in which(cursor, tables(), "EXISTS (SELECT FROM {table})"):
            cursor.execute(f"CREATE TABLE {BEFORE}.{table} AS TABLE {table}")


def put_back() -> None:
    """Delete what was written since, although triggers refuse it, and put back what is gone."""
    with transaction.atomic(), connection.cursor() as cursor:
        here, sealed = tables(), rows(cursor, SEALED)
        # Processes beside the tests finish what they are writing, and begin nothing new.
        cursor.execute(f"LOCK TABLE {', '.join(here)} IN SHARE ROW EXCLUSIVE MODE")
        remembered = rows(cursor, f"SELECT tablename FROM pg_tables WHERE schemaname = '{BEFORE}'")
        changed = which(cursor, sorted(remembered), CHANGED)
        filled = which(cursor, sorted(set(here) - remembered), "EXISTS (SELECT FROM {table})")
        opened = sealed.intersection([*filled, *changed])
        for table in opened:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table in [*filled, *changed]:
            cursor.execute(f"DELETE FROM {table}")
        for table in changed:
            cursor.execute(f"INSERT INTO {table} TABLE {BEFORE}.{table}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in opened:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


SEALED = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
CHANGED = f"""EXISTS ((TABLE {{table}} EXCEPT TABLE {BEFORE}.{{table}})
    UNION ALL (TABLE {BEFORE}.{{table}} EXCEPT TABLE {{table}}))"""


def tables() -> list[str]:
    """Every table of the product, in one order, but the list of migrations."""
    found = connection.introspection.table_names()
    return sorted(table for table in found if table != "django_migrations")


def which(cursor: CursorWrapper, tables: list[str], question: str) -> list[str]:
    """Those tables of which it is so, asked in one statement."""
    asked = (f"SELECT '{table}' WHERE {question.format(table=table)}" for table in tables)
    return sorted(rows(cursor, " UNION ALL ".join(asked))) if tables else []


def rows(cursor: CursorWrapper, statement: str) -> set[str]:
    """The values of its only column."""
    cursor.execute(statement)
    return {value for (value,) in cursor.fetchall()}
