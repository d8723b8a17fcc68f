"""Floors of a cycle's end: the rows that a step wrote, written again by one bare statement a table,
and what it changed, changed again. Everything is rolled back."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

from django.db import connection, transaction
from django.db.models import Max, Model

from cet_portal.core.models import AuditEvent, OutboxMessage, StatusChange
from compliance.models import Letter, LetterRound, Removal
from registrants.models import PointEntry

TIMES = 3
SUMS = """
SELECT registrant_id, sum(total) FROM registrants_pointentry
WHERE event_date BETWEEN %s AND %s GROUP BY registrant_id
"""
# What has to differ in a second copy of a row.
OTHERWISE: dict[type[Model], dict[str, str]] = {
    AuditEvent: {},
    StatusChange: {},
    OutboxMessage: {"key": "'copy ' || key"},
    Letter: {"round_id": "%(round)s"},
    Removal: {"cycle": "'copy'"},
}
LINES = f"""
UPDATE {PointEntry._meta.db_table} SET status = 'LATE' WHERE id IN (
    SELECT case_id FROM {StatusChange._meta.db_table} WHERE id > %(after)s AND step = 'settle')
"""  # noqa: S608 our own tables
ENTRIES = f"""
UPDATE registrants_registerentry SET "end" = %(day)s WHERE registrant_id IN (
    SELECT registrant_id FROM {Removal._meta.db_table} WHERE id > %(after)s)
"""  # noqa: S608 our own tables


class Marks:
    """How far the tables were written before a step."""

    def __init__(self) -> None:
        self.last = {
            model: model._base_manager.aggregate(last=Max("pk"))["last"] or 0 for model in OTHERWISE
        }

    def written(self) -> int:
        """Rows since."""
        return sum(self._since(model).count() for model in OTHERWISE)

    def keys(self, model: type[Model]) -> list[int]:
        """Of the rows of a table since."""
        return list(self._since(model).values_list("pk", flat=True))

    def floor(self) -> float:
        """Seconds for the same by bare statements: the middle of several times."""
        return median(self._once() for _ in range(TIMES))

    def _since(self, model: type[Model]):
        return model._base_manager.filter(pk__gt=self.last[model])

    def _once(self) -> float:
        with transaction.atomic():
            found = LetterRound.objects.create(
                cycle="copy",
                kind="ANNUAL",
                year=1,
                status="WRITTEN",
                moved_at="2000-01-01T00:00Z",
                made_at="2000-01-01T00:00Z",
            )
            seconds = timed(lambda: self._write(found.pk))
            transaction.set_rollback(True)
        return seconds

    def _write(self, round_id: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(LINES, {"after": self.last[StatusChange]})
            cursor.execute(ENTRIES, {"after": self.last[Removal], "day": "2099-12-31"})
            for model, otherwise in OTHERWISE.items():
                names = [
                    each.column for each in model._meta.concrete_fields if not each.primary_key
                ]
                values = [otherwise.get(name, f'"{name}"') for name in names]
                columns = ", ".join(f'"{name}"' for name in names)
                table = model._meta.db_table
                cursor.execute(
                    f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM {table} "  # noqa: S608
                    "WHERE id > %(after)s",
                    {"after": self.last[model], "round": round_id},
                )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def sums(first_day, last_day) -> float:
    """Seconds of one statement that only sums the lines of each person."""

    def once() -> None:
        with connection.cursor() as cursor:
            cursor.execute(SUMS, [first_day, last_day])
            cursor.fetchall()

    return median(timed(once) for _ in range(TIMES))


def timed(act: Callable[[], object]) -> float:
    """Seconds that it takes."""
    began = perf_counter()
    act()
    return perf_counter() - began
