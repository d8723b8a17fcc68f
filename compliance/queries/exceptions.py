"""Reads of exceptions that registrants ask for."""

from collections.abc import Iterable
from datetime import date

from cet_portal.core.actor import Actor
from cet_portal.core.membership import IsOneOf
from compliance.enums import EXCEPTION_OPEN, ExceptionStatus
from compliance.models import ExceptionFile, ExceptionRequest
from compliance.queries.judging import judged_now
from compliance.rules import Period
from compliance.rules.exceptions import Least, least_of
from compliance.rules.lowering import Lowering
from compliance.rules.months import Span


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


def exception_of(actor: Actor, cycle: str) -> ExceptionRequest | None:
    """One's own latest request about a cycle."""
    if actor.person_id is None:
        return None
    return ExceptionRequest.objects.visible_to(actor).filter(cycle=cycle).order_by("-pk").first()


def exception_shown(actor: Actor, cycle: str) -> ExceptionRequest | None:
    """One's own request that stands for a cycle: the last that was not withdrawn."""
    if actor.person_id is None:
        return None
    return latest_of(cycle, [actor.person_id]).get(actor.person_id)


def exception_files_visible_to(actor: Actor):
    """Evidence of the requests that the actor may see."""
    return ExceptionFile.objects.visible_to(actor).select_related("file")


def leasts(request: ExceptionRequest, period: Period) -> list[Least]:
    """How far each requirement that is not met can be lowered, with the sum."""
    judged = judged_now([request.registrant_id], period)[request.registrant_id]
    short = [each for each in judged.found.requirements if not each.advisory and not each.met]
    leave = [Span(each.start, each.end) for each in request.leave.standing()]
    return least_of(judged.person, period, short, leave)


def latest_of(cycle: str, people: Iterable[int]) -> dict[int, ExceptionRequest]:
    """The request of each of these people that stands for the cycle: the last not withdrawn."""
    rows = ExceptionRequest.objects.filter(IsOneOf("registrant_id", set(people)), cycle=cycle)
    rows = rows.exclude(status="WITHDRAWN").order_by("pk")
    return {row.registrant_id: row for row in rows}


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
    last = {row.cycle: row for row in rows.exclude(status="WITHDRAWN").order_by("pk")}
    found = {cycle: lowering_of(row) for cycle, row in last.items()}
    return {cycle: each for cycle, each in found.items() if each}


def lowerings_among(people: Iterable[int], period: Period, today: date) -> dict[int, Lowering]:
    """What was granted in part to each of these people for one cycle, by person; nothing before it
    is over. In one read."""
    if period.last_day >= today:
        return {}
    found = {key: lowering_of(row) for key, row in latest_of(period.name, people).items()}
    return {key: each for key, each in found.items() if each}


def evidence_to_close(today: date):
    """Requests whose last day for evidence is past."""
    return ExceptionRequest.objects.to_close(today)


def exceptions_to_tell_late(today: date):
    """Requests whose decision is late, untold."""
    return ExceptionRequest.objects.to_tell_late(today)
