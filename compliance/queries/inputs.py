"""What a run judges, gathered by the database: one statement for a range of the register."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from compliance.models import MakeUpUse
from compliance.queries.granted import granted_in_range
from compliance.rules import Period
from compliance.rules.inputs import in_order, with_voluntary
from registrants.enums import STUDENTS, PointStatus

PEOPLE = """
SELECT count(DISTINCT registrant_id) FROM registrants_registerentry
WHERE profession <> ALL(%(students)s) AND start <= %(last_day)s
    AND ("end" IS NULL OR "end" >= %(first_day)s)
"""
# Who is on the register in the cycle, and where each so manieth of them stands.
RANGES = """
SELECT min(registrant_id), max(registrant_id)
FROM (
    SELECT registrant_id, row_number() OVER (ORDER BY registrant_id) - 1 AS place
    FROM registrants_registerentry
    WHERE profession <> ALL(%(students)s) AND start <= %(last_day)s
        AND ("end" IS NULL OR "end" >= %(first_day)s)
    GROUP BY registrant_id
) there
GROUP BY place / %(size)s ORDER BY 1
"""
# compliance.rules.inputs says what the texts mean. Lines are put in order by whoever reads them,
# which is cheaper than here. No number has a character that would have to be escaped: the ledger
# refuses it.
GATHER = r"""
WITH there AS (
    SELECT registrant_id, string_agg(
        json_build_array(profession, number, start, "end")::text, ',' ORDER BY start, id
    ) AS entries
    FROM registrants_registerentry
    WHERE registrant_id BETWEEN %(first)s AND %(last)s AND profession <> ALL(%(students)s)
    GROUP BY registrant_id
    HAVING bool_or(start <= %(last_day)s AND ("end" IS NULL OR "end" >= %(first_day)s))
), held AS (
    SELECT registrant_id, string_agg(
        json_build_array(specialty, start, "end")::text, ',' ORDER BY start, id
    ) AS specialties
    FROM registrants_specialtyentry
    WHERE registrant_id BETWEEN %(first)s AND %(last)s
    GROUP BY registrant_id
), points AS (
    SELECT registrant_id, string_agg(
        '["' || line.id || '","' || event_date || '","' || number || '",'
        || total || ',' || interactive
        || CASE cardinality(units) WHEN 2 THEN ',["' || units[1] || '","' || units[2] || '"]'
            WHEN 0 THEN ',[]' ELSE ',["' || array_to_string(units, '","') || '"]' END
        || CASE WHEN status = %(accepted)s AND NOT peer_review
            AND (kind = 'GENERAL' OR accepted_as = 'GENERAL') THEN ']'
        ELSE CASE status WHEN %(accepted)s THEN ',true' ELSE ',false' END
            || CASE WHEN kind = 'GENERAL' OR accepted_as = 'GENERAL' THEN ',"GENERAL",null'
                ELSE ',"SPECIALIST","' || specialty || '"' END
            || CASE WHEN NOT peer_review THEN ',false,false'
                WHEN EXISTS (
                    SELECT 1 FROM registrants_reflection reflected
                    WHERE reflected.entry_id = line.id AND reflected.written_on <= line.due_on
                ) THEN ',true,true' ELSE ',true,false' END
            || CASE WHEN status = %(pending)s AND due_on >= %(as_at)s
                THEN ',false,true]' ELSE ']' END
        END, ';'
    ) AS points
    FROM registrants_pointentry line
    WHERE registrant_id BETWEEN %(first)s AND %(last)s
        AND event_date BETWEEN %(first_day)s AND %(last_day)s
    GROUP BY registrant_id
)
SELECT registrant_id, entries, coalesce(specialties, ''), coalesce(points, '')
FROM there LEFT JOIN held USING (registrant_id) LEFT JOIN points USING (registrant_id)
ORDER BY registrant_id
"""

# A point is used once: what made up a shortfall of the cycle before is taken off (docs/adr/0041).
# Most cycles have none, and are spared the join.
LEFT = "(total - coalesce(used, 0))"
GATHER_WHAT_IS_LEFT = (
    GATHER.replace("|| total ||", f"|| {LEFT} ||")
    .replace("|| interactive", f"|| least(interactive, {LEFT})")
    .replace(
        "line\n", "line LEFT JOIN compliance_makeupuse made_up ON made_up.entry_id = line.id\n"
    )
)

# With so much memory the lines of a range are put together without sorting them first.
SETTINGS = """
SET LOCAL work_mem = '128MB';
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL cursor_tuple_fraction = 1;
SET LOCAL jit = off;
"""


class Gathered(NamedTuple):
    """One person of a range: key, and the text that is judged."""

    registrant_id: int
    inputs: str


def how_many(period: Period) -> int:
    """People on the register in the cycle."""
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, _period(period))
        return cursor.fetchone()[0]


def ranges(period: Period, size: int) -> list[tuple[int, int]]:
    """First and last key of each `size` people on the register in the cycle, in order."""
    with connection.cursor() as cursor:
        cursor.execute(RANGES, {**_period(period), "size": size})
        return cursor.fetchall()


def gathered(period: Period, first: int, last: int, *, as_at: date) -> Iterator[Gathered]:
    """Everybody of the range who is on the register in the cycle, in the order of their keys.

    Part of a transaction: for the rest of it the database plans for large sets, and for one
    process, as every worker has a range of its own.
    """
    granted = granted_in_range(period, first, last)
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS)
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            GATHER_WHAT_IS_LEFT if MakeUpUse.objects.exists() else GATHER,
            {
                **_period(period),
                "first": first,
                "last": last,
                "as_at": as_at,
                "accepted": PointStatus.ACCEPTED.value,
                "pending": PointStatus.PENDING.value,
            },
        )
        for registrant_id, entries, specialties, points in cursor:
            text = in_order(entries, specialties, points)
            if registrant_id in granted:
                text = with_voluntary(text, granted[registrant_id])
            yield Gathered(registrant_id, text)


def _period(period: Period) -> dict[str, Any]:
    return {
        "students": sorted(STUDENTS),
        "first_day": period.first_day,
        "last_day": period.last_day,
    }
