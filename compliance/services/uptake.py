"""Counting which competency units were taken up, and where."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused
from compliance.models import UptakeFigure
from compliance.rules import Period
from compliance.rules.uptake import NO_PLACE, NO_UNIT, ONLINE
from registrants.enums import PointStatus
from registrants.models import PointEntry
from sessions_events.models import Event, Session

# The ledger in one pass, each line once for each of its units, and all sums together. An empty
# unit or region is the sum over all of them: nobody is counted twice in it.
COUNT = f"""
INSERT INTO {UptakeFigure._meta.db_table} (cycle, counted_on, unit, region, people, lines)
SELECT %(cycle)s, %(today)s,
       CASE WHEN GROUPING(unit) = 1 THEN '' ELSE unit END,
       CASE WHEN GROUPING(region) = 1 THEN '' ELSE region END,
       count(DISTINCT person), count(DISTINCT line)
FROM (
    SELECT points.id AS line, points.registrant_id AS person,
           coalesce(named.unit, %(no_unit)s) AS unit,
           CASE WHEN sessions.online THEN %(online)s
                ELSE coalesce(nullif(sessions.region, ''), %(no_place)s) END AS region
    FROM {PointEntry._meta.db_table} AS points
    LEFT JOIN LATERAL unnest(points.units) AS named (unit) ON true
    LEFT JOIN {Event._meta.db_table} AS events ON events.ev_number = points.event_reference
    LEFT JOIN {Session._meta.db_table} AS sessions ON sessions.id = events.session_id
    WHERE points.status = %(accepted)s AND points.event_date BETWEEN %(first)s AND %(last)s
) AS taken
GROUP BY GROUPING SETS ((unit, region), (unit), (region), ())
HAVING count(*) > 0
"""  # noqa: S608


def count_uptake(*, period: Period, actor: Actor, at: datetime) -> None:
    """Count anew the accepted points of a cycle by competency unit and region.

    Refused for everybody but the clock.
    """
    if not actor.is_clock:
        raise Refused(Refusal(_("The portal counts by itself.")))
    with transaction.atomic(), connection.cursor() as cursor:
        UptakeFigure.objects.filter(cycle=period.name).delete()
        cursor.execute(
            COUNT,
            {
                "cycle": period.name,
                "today": london_date(at),
                "no_unit": NO_UNIT,
                "online": ONLINE,
                "no_place": NO_PLACE,
                "accepted": PointStatus.ACCEPTED,
                "first": period.first_day,
                "last": period.last_day,
            },
        )
