"""Reads of exceptions that registrants ask for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from cet_portal.core.actor import Actor
from cet_portal.core.membership import IsOneOf
from compliance.enums import EXCEPTION_GRANTED, EXCEPTION_OPEN, ExceptionStatus
from compliance.models import ExceptionFile, ExceptionRequest
from compliance.queries.judging import judged_now
from compliance.rules import Period
from compliance.rules.exceptions import Least, least_of
from compliance.rules.lowering import Lowering
from compliance.rules.months import Span
from compliance.rules.timetable import exceptions_between
from compliance.rules.windows import cycle_open_on


def exceptions_visible_to(actor: Actor):
    """Requests the actor may see, those that are open first, by their due date."""
    rows = ExceptionRequest.objects.visible_to(actor).select_related("registrant")
    return rows.order_by("due_on", "-made_at", "-pk")


def exception_list(actor: Actor, *, status: str, ground: str = "", cycle: str = ""):
    """In one status, or "open"; with this ground; of this cycle."""
    rows = exceptions_visible_to(actor)
    if status == "open":
        rows = rows.filter(status__in=EXCEPTION_OPEN)
    elif status:
        rows = rows.filter(status=status)
    if ground:
        rows = rows.filter(ground=ground)
    return rows.filter(cycle=cycle) if cycle else rows


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for about a cycle: the decision that stands, and what is open beside
    it."""

    standing: ExceptionRequest | None = None
    open: ExceptionRequest | None = None

    @property
    def shown(self) -> list[ExceptionRequest]:
        """Both, as far as they are there."""
        return [each for each in (self.standing, self.open) if each]

    @property
    def is_excused(self) -> bool:
        """Nothing that is missing counts."""
        return self.standing is not None and self.standing.status == ExceptionStatus.EXCUSED


def asked_of(person: int | None, cycle: str) -> Asked:
    """Of one person about a cycle, in one read."""
    if person is None:
        return Asked()
    return asked_among(cycle, [person]).get(person, Asked())


def asked_among(cycle: str, people: Iterable[int]) -> dict[int, Asked]:
    """Of each of these people who asked for something about a cycle, in one read."""
    own = ExceptionRequest.objects.filter(IsOneOf("registrant_id", set(people)), cycle=cycle)
    rows = own.filter(Q(pk__in=own.standing().values("pk")) | Q(status__in=EXCEPTION_OPEN))
    found: dict[int, Asked] = {}
    for row in rows:
        before = found.get(row.registrant_id, Asked())
        beside = {"open": row} if row.is_open else {"standing": row}
        found[row.registrant_id] = replace(before, **beside)
    return found


def cycle_to_ask(person: int, day: date, among: Iterable[Period]) -> Period | None:
    """The cycle for which this person can ask on a day: about which nothing is open or granted in
    full."""
    period = cycle_open_on(day, among, exceptions_between)
    asked = asked_of(person, period.name) if period else Asked()
    return None if asked.open or asked.is_excused else period


def granted_beside(request: ExceptionRequest) -> ExceptionRequest | None:
    """What was granted last of the same person and cycle, besides this request: it stands no more
    once this one is granted, and as before once it is refused."""
    own = ExceptionRequest.objects.filter(registrant=request.registrant_id, cycle=request.cycle)
    others = own.filter(status__in=EXCEPTION_GRANTED).exclude(pk=request.pk)
    return others.order_by("-decided_at", "-pk").first()


def exception_files_visible_to(actor: Actor):
    """Evidence of the requests that the actor may see."""
    return ExceptionFile.objects.visible_to(actor).select_related("file")


def leasts(request: ExceptionRequest, period: Period) -> list[Least]:
    """How far each requirement that is not met can be lowered, with the sum."""
    judged = judged_now([request.registrant_id], period)[request.registrant_id]
    short = [each for each in judged.found.requirements if not each.advisory and not each.met]
    leave = [Span(each.start, each.end) for each in request.leave.standing()]
    return least_of(judged.person, period, short, leave)


def standing_of(cycle: str, people: Iterable[int]) -> dict[int, ExceptionRequest]:
    """The request of each of these people that stands for the cycle (`standing`)."""
    rows = ExceptionRequest.objects.filter(IsOneOf("registrant_id", set(people)), cycle=cycle)
    return {row.registrant_id: row for row in rows.standing()}


def lowering_of(request: ExceptionRequest | None) -> Lowering | None:
    """What a request that was granted in part asks instead; None for any other."""
    if request is None or request.status != ExceptionStatus.LOWERED:
        return None
    figures = {(each["code"], each["specialty"]): each["lowered"] for each in request.lowered}
    return Lowering(request.reference, figures)


def lowerings_of(actor: Actor, among: Iterable[Period], today: date) -> dict[str, Lowering]:
    """What was granted in part of one's own cycles that are over, by cycle: before, none can be
    asked for."""
    over = [each.name for each in among if each.last_day < today]
    if actor.person_id is None or not over:
        return {}
    rows = ExceptionRequest.objects.filter(registrant_id=actor.person_id, cycle__in=over)
    found = {row.cycle: lowering_of(row) for row in rows.standing()}
    return {cycle: each for cycle, each in found.items() if each}


def lowerings_among(people: Iterable[int], period: Period, today: date) -> dict[int, Lowering]:
    """What was granted in part to each of these people for one cycle, by person; nothing before it
    is over. In one read."""
    if period.last_day >= today:
        return {}
    found = {key: lowering_of(row) for key, row in standing_of(period.name, people).items()}
    return {key: each for key, each in found.items() if each}


def evidence_to_close(today: date):
    """Requests whose last day for evidence is past."""
    return ExceptionRequest.objects.to_close(today)


def exceptions_to_tell_late(today: date):
    """Requests whose decision is late, untold."""
    return ExceptionRequest.objects.to_tell_late(today)
