"""A set of late lines is settled, and their people are told."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from compliance.enums import BulkKind, LetterKind
from compliance.models import BulkAct
from compliance.notifications.outcomes import LateSettled
from compliance.queries import late as reads
from compliance.queries import period_on, periods
from compliance.services.letters.telling import tell
from registrants import queries as register_queries
from registrants import services as register_services
from registrants.models import PointEntry


def settle_set(*, act: BulkAct, keys: Sequence[int], actor: Actor, at: datetime) -> int:
    """These lines count or do not, as the act says; returns how many waited still."""
    step = (
        register_services.settle_late
        if act.kind == BulkKind.SETTLE_LATE
        else register_services.refuse_late
    )
    waiting = set(reads.late_lines(actor, keys).values_list("pk", flat=True))
    settled = step(lines=register_queries.those(waiting), reason=act.reason, actor=actor, at=at)
    by_person: dict[int, list[PointEntry]] = defaultdict(list)
    for line in settled:
        by_person[line.registrant_id].append(line)
    addresses = register_queries.addresses_of(by_person)
    tell(
        messages={
            person: LateSettled(act, lines, recipient=addresses.get(person))
            for person, lines in by_person.items()
        },
        kind=LetterKind.LATE,
        cycle=act.cycle,
        act=act,
        actor=actor,
        at=at,
    )
    known = periods(london_date(at))
    for line in settled:
        period = period_on(line.event_date, known)
        if period:
            act.by_cycle[period.name] = act.by_cycle.get(period.name, 0) + 1
    moved = {line.pk for line in settled}
    act.passed += [[key, ""] for key in keys if key not in moved]
    return len(settled)
