"""The end of a cycle to be measured: accounts, events, late lines, CET and its approvers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from cet_portal.accounts.contexts import contexts_of
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core import clock, holidays
from cet_portal.core.actor import Actor
from cet_portal.core.models import ClockShift
from cet_portal.local.benchmarks import compliance_world, people
from cet_portal.local.benchmarks.filling import Filling
from compliance import queries
from compliance.rules import Period
from compliance.rules.timetable import possible_shortfall_on

LINES = 40
PROVIDERS, APPROVERS = 120, 60
# So many people to one application, and to one event.
TO_APPLICATION, TO_EVENT = 15, 1.5
# Of so many lines one came late.
LATE = 200
# Of those who are short so many have an account; of all others everybody.
SHORT_WITH_ACCOUNT = 6

ACCOUNTS = f"""
INSERT INTO accounts_user (email, name, roles, is_active, password, joined_at)
SELECT 'person' || id || '@benchmark.example.org', 'Ada Marsh', '{{}}', true, '!', now()
FROM registrants_registrant
WHERE id %% {compliance_world.SHORT} > 0 OR id %% {SHORT_WITH_ACCOUNT} = 0
"""  # noqa: S608 numbers from above
LINKS = """
UPDATE registrants_registrant r SET user_id = u.id FROM accounts_user u
WHERE u.email = 'person' || r.id || '@benchmark.example.org'
"""
LATE_LINES = f"UPDATE registrants_pointentry SET status = 'LATE' WHERE id % {LATE} = 0"  # noqa: S608
SESSIONS = """
INSERT INTO sessions_events_session (id, made_at, s_number, provider_id, name, online, venue,
    address, town, region, start, "end", version)
SELECT n, now(), 'S-' || 100000 + n, p.ids[1 + n %% array_length(p.ids, 1)], 'Evening', n %% 3 = 0,
    '', '', 'Leeds', CASE WHEN n %% 3 = 0 THEN '' ELSE (ARRAY['SCOTLAND', 'WALES'])[1 + n %% 2] END,
    %s + n %% 700, %s + n %% 700, 0
FROM generate_series(1, %s) n, (SELECT array_agg(id ORDER BY id) ids FROM providers_provider) p
"""
EVENTS = """
INSERT INTO sessions_events_event (made_at, ev_number, provider_id, session_id, application_id,
    status, starts_at, ends_at, price, booking_link, contact, open_to_all, version)
SELECT now(), 'EV-' || 100000 + s.id, s.provider_id, s.id,
    a.ids[1 + s.id %% array_length(a.ids, 1)], 'DECLARED',
    s.start + interval '18 hours', s.start + interval '20 hours', '', '', '', true, 0
FROM sessions_events_session s,
    (SELECT array_agg(id ORDER BY id) ids FROM approvals_cetapplication
        WHERE status IN ('APPROVED', 'EXPIRED')) a
"""


@dataclass(frozen=True)
class World:
    """What there is: how many people, their cycle, and two members of staff."""

    people: int
    period: Period
    manager: User
    second: User

    def actor(self, user: User) -> Actor:
        """Acting in the role they have."""
        return contexts_of(user)[0].actor(user)


def fill(number: int) -> World:
    """So many people, each with as many lines, in the first cycle whose notices are to come."""
    today = timezone.localdate()
    period = next(
        each
        for each in reversed(queries.periods(date.max))
        if (day := possible_shortfall_on(each)) and today <= day
    )
    compliance_world.fill(number, number * LINES, period.name)
    who = people.write(providers=PROVIDERS, approvers=APPROVERS, at=clock.now())
    filling = Filling(who, clock.now(), holidays.current())
    filling.write(max(number // TO_APPLICATION, 50))
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNTS.replace("%%", "%"))
        cursor.execute(LINKS)
        cursor.execute(LATE_LINES)
        first = period.first_day
        cursor.execute(SESSIONS, [first, first, int(number / TO_EVENT)])
        cursor.execute(EVENTS.replace("%%", "%"))
    second = User.objects.create(
        email="second@benchmark.example.org", name="Second", roles=[Role.GOC_STAFF], password="!"
    )
    settle_down()
    return World(number, period, who.manager, second)


def settle_down() -> None:
    """What the server itself does in its own time."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def move_to(day: date) -> datetime:
    """It is ten in the morning of that day, for every process; gives the instant."""
    wanted = clock.london_instant(day, time(10))
    seconds = max(int((wanted - timezone.now()) / timedelta(seconds=1)), 0)
    ClockShift.objects.update_or_create(only_row=True, defaults={"seconds": seconds})
    return clock.now()
