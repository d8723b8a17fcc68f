"""How the cycle before the present one ended, for its first weeks."""

from dataclasses import dataclass
from datetime import date, timedelta

from cet_portal.core.actor import Actor
from compliance.models import CycleDispute
from compliance.queries import facts
from compliance.queries.cycles import period_on
from compliance.queries.disputes import dispute_of
from compliance.queries.exceptions import Asked, asked_of, lowering_of
from compliance.queries.granted import with_granted
from compliance.queries.statement import begun
from compliance.rules import Assessment, Period, Requirement, assess
from compliance.rules.contradictions import held_against
from compliance.rules.disputes import last_day_to_dispute
from compliance.rules.lowering import lowered
from registrants import queries as register_queries
from registrants.models import Registrant

# January and February: as long as anything can be done about it (docs/adr/0032).
LAST_MONTH = 2


@dataclass(frozen=True, slots=True)
class Ended:
    """What was obtained, what lapsed, and until when the record can be disputed.

    `is_contradictory`: the data contradict themselves, so nobody can say whether it was met.
    """

    period: Period
    assessment: Assessment
    lapsed: int
    dispute: CycleDispute | None
    dispute_until: date | None
    asked: Asked
    is_contradictory: bool = False

    @property
    def missing(self) -> list[Requirement]:
        """What was not met of what decides the cycle, as an exception granted in part asks it."""
        asked = lowered(self.assessment, lowering_of(self.asked.standing))
        return [each for each in asked.requirements if not each.advisory and not each.met]


def ended(
    actor: Actor, registrant: Registrant, present: Period, among: list[Period], *, today: date
) -> Ended | None:
    """How the cycle before `present` ended for the actor; None after February, or without one."""
    last_day = present.first_day - timedelta(days=1)
    if today.year != present.first_day.year or today.month > LAST_MONTH:
        return None
    period = period_on(last_day, begun(actor, registrant, among))
    if period is None:
        return None
    found = register_queries.statement_between(actor, period.first_day, period.last_day)
    rows = list(found.values_list(*facts.LINE_FIELDS, named=True))
    person = facts.person(registrant.entries.all(), registrant.specialties.all(), rows)
    person = with_granted(person, registrant.pk, period)
    last = last_day_to_dispute(period)
    return Ended(
        period=period,
        assessment=assess(person, period),
        lapsed=facts.lapsed_points(rows),
        dispute=dispute_of(actor, period.name),
        dispute_until=last if today <= last else None,
        asked=asked_of(actor.person_id, period.name),
        is_contradictory=bool(held_against(person, period)),
    )
