"""Reads of points that came after the end of their cycle (decisions.md 21)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from cet_portal.core.actor import Actor
from cet_portal.core.membership import IsOneOf
from cet_portal.scheme import queries as scheme_queries
from compliance.models import CycleDispute
from compliance.queries.judging import judged_now
from compliance.rules import Period
from registrants import queries as register_queries
from registrants import rules as register_rules
from registrants.models import PointEntry
from sessions_events import queries as event_queries
from sessions_events.queries import cases as case_queries

# Of so many people the page itself says how many would meet the requirements; of more only when
# it is asked, and of still more not at all.
JUDGED_AT_ONCE, MOST_JUDGED = 40, 2_000
# People who are judged together: what is in memory.
IN_A_SET = 200
_UNDER_A_CASE = Exists(case_queries.open_about_lines().filter(entry=OuterRef("pk")))


def late_list(
    actor: Actor, *, period: Period | None = None, words: str = "", provider: str = ""
) -> QuerySet[PointEntry]:
    """Lines that wait, of a cycle, whose event, number or surname fits, and of a provider.

    Lines under an open case are left out, and those of a cycle of which their person disputes the
    record: who settles the case settles the line.
    """
    rows = register_queries.late_visible_to(actor).exclude(_UNDER_A_CASE).exclude(_disputed())
    if period:
        rows = rows.filter(event_date__range=(period.first_day, period.last_day))
    if provider.strip():
        rows = rows.filter(provider_name__icontains=provider.strip())
    return rows.filter(_fits(words.strip())) if words.strip() else rows


def late_altogether(actor: Actor, period: Period) -> int:
    """How many lines of a cycle wait, also those under an open case or dispute."""
    rows = register_queries.late_visible_to(actor)
    return rows.filter(event_date__range=(period.first_day, period.last_day)).count()


def under_a_case(actor: Actor) -> int:
    """How many more lines wait under an open case."""
    return register_queries.late_visible_to(actor).filter(_UNDER_A_CASE).count()


def under_a_dispute(actor: Actor) -> int:
    """How many more lines wait as the record of their cycle is disputed, beside those that are
    under a case of their own."""
    rows = register_queries.late_visible_to(actor).exclude(_UNDER_A_CASE)
    return rows.filter(_disputed()).count()


def _disputed() -> Q:
    """Lines of people with an open dispute about the cycle of the line. Who has one about any is
    read once for everybody, and asked first: nobody else's lines are looked at."""
    day = OuterRef(OuterRef("event_date"))
    of_line = scheme_queries.cycles().filter(first_day__lte=day, last_day__gte=day).order_by()
    open_ones = CycleDispute.objects.open().order_by()
    own = open_ones.filter(registrant=OuterRef("registrant"), cycle__in=of_line.values("name"))
    return Q(registrant__in=open_ones.values("registrant_id")) & Q(Exists(own))


def _fits(words: str) -> Q:
    key = register_rules.surname_key(words)
    number = register_rules.normalise_number(words) or words.upper()
    found = Q(event_reference=words.upper()) | Q(number=number)
    return found | Q(registrant__surname_key__startswith=key) if key else found


def late_lines(actor: Actor, keys: Iterable[int]) -> QuerySet[PointEntry]:
    """Those of these lines that wait still, and not under an open case."""
    return late_list(actor).filter(IsOneOf("pk", set(keys)))


def events_behind(actor: Actor, lines: Iterable[PointEntry]) -> set[str]:
    """The EV-numbers of these lines whose event the actor can open: not all came from one."""
    numbers = {line.event_reference for line in lines}
    seen = event_queries.events_visible_to(actor).filter(ev_number__in=numbers).order_by()
    return set(seen.values_list("ev_number", flat=True))


@dataclass(frozen=True, slots=True)
class LateEffect:
    """What settling some lines would do: to how many people, and who would then meet their cycle;
    `meet` is None where it was not counted, `may_ask` if it can be. `untold`: so many of them have
    no account, and no message reaches them."""

    lines: int
    people: int
    points: int
    untold: int
    meet: int | None

    @property
    def may_ask(self) -> bool:
        """It was not counted, as that takes some seconds."""
        return self.meet is None and self.people <= MOST_JUDGED


def effect_of(
    lines: QuerySet[PointEntry], periods: Sequence[Period], *, asked: bool = False
) -> LateEffect:
    """By judging these people as if the lines were accepted, with the function that decides.
    `asked`: somebody waits for it, so that it may take some seconds."""
    told = Q(registrant__user__is_active=True)
    sums = lines.order_by().aggregate(
        lines=Count("pk"),
        people=Count("registrant", distinct=True),
        points=Sum("total", default=0),
        untold=Count("registrant", distinct=True, filter=~told),
    )
    if sums["people"] > (MOST_JUDGED if asked else JUDGED_AT_ONCE):
        return LateEffect(**sums, meet=None)
    rows = list(lines.values_list("pk", "registrant_id", "event_date"))
    meet = 0
    for period in periods:
        own = [row for row in rows if period.first_day <= row[2] <= period.last_day]
        people = sorted({person for _key, person, _day in own})
        accept = [key for key, _person, _day in own]
        for start in range(0, len(people), IN_A_SET):
            meet += _would_meet(people[start : start + IN_A_SET], period, accept)
    return LateEffect(**sums, meet=meet)


def _would_meet(people: Sequence[int], period: Period, accept: Sequence[int]) -> int:
    """How many of these people meet the cycle with these lines and not without."""
    before = {person: each.found.met for person, each in judged_now(people, period).items()}
    after = judged_now(people, period, accept=accept)
    return sum(each.found.met and not before[person] for person, each in after.items())
