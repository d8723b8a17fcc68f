"""The end of a cycle: telling those whose points lapsed."""

from collections.abc import Sequence
from datetime import datetime

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.notifications import send_all
from compliance import queries
from compliance.notifications import PointsLapsed
from registrants import queries as register_queries
from registrants.models import PointEntry


def tell_of_lapsed(*, entries: Sequence[PointEntry], actor: Actor, at: datetime) -> None:
    """One message for each person and cycle of these lines, in a few statements.

    It counts all that lapses there; coming again for the person's other lines it is not repeated.
    """
    addresses = register_queries.addresses_of(each.registrant_id for each in entries)
    periods = queries.periods(london_date(at))
    messages = []
    for (person, last_day), lost in register_queries.lost_at_the_end(entries).items():
        period = queries.period_on(last_day, periods)
        if period and person in addresses:
            messages.append(PointsLapsed(person, period, *lost, recipient=addresses[person]))
    send_all(messages, at=at)
