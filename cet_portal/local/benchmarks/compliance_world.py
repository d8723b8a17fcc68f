"""What a run is measured against: a register and a ledger, written by the database itself."""

from django.db import connection

from cet_portal.scheme.models import Cycle
from compliance.rules import Period

# Of every so many people: a dispensing optician, one of those with contact lenses, a prescriber.
DISPENSING, CONTACT_LENS, PRESCRIBERS = 6, 3, 10
# Somebody who joined in the cycle, and somebody with too little.
JOINERS, SHORT = 9, 7
# Lines of each kind: pending, specialist, peer review; most peer reviews were reflected on.
PENDING, SPECIALIST, PEER_REVIEW = 29, 5, 13

PEOPLE = """
INSERT INTO registrants_registrant (id, forenames, surname, surname_key, date_of_birth)
SELECT n, 'Ada', 'Marsh', 'MARSH', DATE '1960-01-01' + n %% 12000 FROM generate_series(1, %s) n
"""
ENTRIES = f"""
INSERT INTO registrants_registerentry (registrant_id, profession, number, start)
SELECT n,
    CASE WHEN n %% {DISPENSING} = 0 THEN 'DISPENSING_OPTICIAN' ELSE 'OPTOMETRIST' END,
    CASE WHEN n %% {DISPENSING} = 0 THEN 'D-' ELSE '01-' END || (100000 + n),
    CASE WHEN n %% {JOINERS} = 0 THEN %s + n %% 500 ELSE DATE '1985-01-01' + n %% 9000 END
FROM generate_series(1, %s) n
"""  # noqa: S608 numbers from above
SPECIALTIES = f"""
INSERT INTO registrants_specialtyentry (registrant_id, specialty, start)
SELECT registrant_id,
    CASE profession WHEN 'OPTOMETRIST' THEN 'INDEPENDENT_PRESCRIBING' ELSE 'CONTACT_LENS' END,
    start
FROM registrants_registerentry
WHERE registrant_id %% CASE profession
    WHEN 'OPTOMETRIST' THEN {PRESCRIBERS} ELSE {DISPENSING * CONTACT_LENS} END = 0
"""  # noqa: S608 numbers from above
# An event is the same for everybody who was there; the ledger is in the order of events.
EVENTS = 20_000
LINES = f"""
INSERT INTO registrants_pointentry (registrant_id, number, status, event_reference, event_date,
    c_number, title, provider_name, audience, kind, specialty, total, interactive, units,
    peer_review, arrived_at, due_on)
SELECT e.registrant_id, e.number,
    CASE WHEN (e.registrant_id + event) %% {PENDING} = 0
        OR e.registrant_id %% {SHORT} = 0 AND n > 12 THEN 'PENDING' ELSE 'ACCEPTED' END,
    'EV-' || 100000 + event, %s + (event * %s / {EVENTS})::int,
    'C-' || 20000 + event / 10, 'Dry eye in practice: what the evidence says, part ' || event,
    'Leeds Education ' || event %% 120, e.profession,
    CASE WHEN s.id IS NOT NULL AND event %% {SPECIALIST} = 0 THEN 'SPECIALIST' ELSE 'GENERAL' END,
    CASE WHEN s.id IS NOT NULL AND event %% {SPECIALIST} = 0 THEN s.specialty ELSE '' END,
    1 + event %% 3, event %% 3,
    ARRAY[left(e.profession, 1) || 1 + event %% 8, left(e.profession, 1) || 1 + (event + 3) %% 8],
    event %% {PEER_REVIEW} = 0, now(), %s
FROM generate_series(1, %s) n
CROSS JOIN registrants_registerentry e
CROSS JOIN LATERAL (SELECT (e.registrant_id * 31 + n * 977) %% {EVENTS} AS event) of
LEFT JOIN registrants_specialtyentry s USING (registrant_id)
ORDER BY event, e.registrant_id
"""  # noqa: S608 numbers from above
REFLECTIONS = """
INSERT INTO registrants_reflection (entry_id, text, written_on, changed_at)
SELECT id, 'What I do differently now.', event_date, now()
FROM registrants_pointentry WHERE peer_review AND id % 10 > 0
"""


def fill(people: int, entries: int, cycle: str) -> Period:
    """So many people with so many lines of the cycle together; gives the cycle."""
    found = Cycle.objects.get(name=cycle)
    days = (found.last_day - found.first_day).days + 1
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, [people])
        cursor.execute(ENTRIES, [found.first_day, people])
        cursor.execute(SPECIALTIES.replace("%%", "%"))
        cursor.execute(LINES, [found.first_day, days, found.last_day, entries // people])
        cursor.execute(REFLECTIONS)
    return Period(found.name, found.first_day, found.last_day, found.scheme_version)
