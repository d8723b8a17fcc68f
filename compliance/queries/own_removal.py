"""A removal as its person sees it: on the first page and on the statement."""

from dataclasses import dataclass
from datetime import date, timedelta

from cet_portal.core.actor import Actor
from compliance.enums import RemovalStatus, Stake
from compliance.models import ExceptionRequest, Removal
from compliance.queries.cycles import period_named
from compliance.queries.exceptions import asked_of, lowering_of
from compliance.rules import Period
from compliance.rules.lowering import Recorded, recorded_shortfalls
from compliance.rules.ways import Ways, ways_left
from registrants.models import Registrant

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnRemoval:
    """A removal as its person sees it, with what is missing by the figures that count for them, and
    what they can do; `granted`: the exception that excuses them, decided since."""

    removal: Removal
    shortfalls: list[Recorded]
    is_in_force: bool
    ways: Ways
    granted: ExceptionRequest | None = None


def own_removal(
    actor: Actor, registrant: Registrant, among: list[Period], *, today: date
) -> OwnRemoval | None:
    """The last one that stands for the actor, while what it ended is not there again. Nobody is
    asked about of whom nothing has ended."""
    held = [*registrant.entries.all(), *registrant.specialties.all()]
    ends = {each.end + ONE_DAY for each in held if each.end}
    if actor.person_id != registrant.pk or not ends:
        return None
    rows = Removal.objects.filter(registrant=registrant, of_day__in=ends)
    rows = rows.filter(status=RemovalStatus.REMOVED).select_related("act")
    found = rows.order_by("-of_day", "-pk").first()
    period = period_named(found.cycle, among) if found else None
    if found is None or period is None or _is_there_again(found, registrant):
        return None
    asked = asked_of(registrant.pk, found.cycle)
    may_ask = not (asked.open or asked.is_excused)
    return OwnRemoval(
        removal=found,
        shortfalls=recorded_shortfalls(found.shortfalls, lowering_of(asked.standing)),
        is_in_force=found.of_day <= today,
        ways=ways_left(period, found.of_day, today, may_ask=may_ask),
        granted=asked.standing if asked.is_excused else None,
    )


def _is_there_again(removal: Removal, registrant: Registrant) -> bool:
    if removal.stake == Stake.NAME:
        return any(each.start >= removal.of_day for each in registrant.entries.all())
    later = [each for each in registrant.specialties.all() if each.start >= removal.of_day]
    return any(each.specialty in removal.specialties for each in later)
