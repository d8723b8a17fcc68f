"""The floor of an upload: the file copied into a temporary table, and one statement that matches
number and case-folded surname and inserts the same lines. Nothing is judged, kept or explained.
"""

from datetime import date, datetime
from pathlib import Path
from time import perf_counter

from django.db import connection, transaction

COPY = "COPY floor_sent (number, surname) FROM STDIN (FORMAT csv, HEADER)"
INSERT = """
INSERT INTO registrants_pointentry
       (registrant_id, number, status, event_reference, event_date, c_number, title,
        provider_name, audience, kind, specialty, total, interactive, units, peer_review,
        arrived_at, due_on)
SELECT DISTINCT ON (entry.registrant_id)
       entry.registrant_id, entry.number, 'PENDING', %(event)s, %(day)s, 'C-90001',
       'Dry eye in practice', 'Leeds Education',
       CASE WHEN held.specialty IS NOT NULL THEN 'THERAPEUTIC_PRESCRIBER'
            ELSE entry.profession END,
       CASE WHEN held.specialty IS NOT NULL THEN 'SPECIALIST' ELSE 'GENERAL' END,
       coalesce(held.specialty, ''), 2, 1, ARRAY['O1'], false, %(at)s, %(due)s
FROM floor_sent AS sent
JOIN registrants_registerentry AS entry
  ON entry.number = sent.number AND entry.start <= %(day)s
     AND (entry."end" IS NULL OR entry."end" >= %(day)s)
JOIN registrants_registrant AS person
  ON person.id = entry.registrant_id AND lower(person.surname) = lower(sent.surname)
LEFT JOIN registrants_specialtyentry AS held
  ON held.registrant_id = person.id AND held.start <= %(day)s
     AND (held."end" IS NULL OR held."end" >= %(day)s)
ON CONFLICT DO NOTHING
"""


def insert(path: Path, *, event: str, day: date, due: date, at: datetime) -> tuple[float, int]:
    """Seconds, and how many lines are new."""
    began = perf_counter()
    with transaction.atomic(), connection.cursor() as cursor, path.open("rb") as file:
        cursor.execute(
            "CREATE TEMPORARY TABLE floor_sent (number text, surname text) ON COMMIT DROP"
        )
        cursor.copy_expert(COPY, file)
        cursor.execute(INSERT, {"event": event, "day": day, "due": due, "at": at})
        new = cursor.rowcount
    return perf_counter() - began, new
