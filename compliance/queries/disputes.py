"""Reads of disputed records of a cycle."""

from datetime import date

from cet_portal.core.actor import Actor
from compliance.enums import DISPUTE_OPEN
from compliance.models import CycleDispute, DisputeFile
from compliance.queries.disputing_for_them import with_how_lodged
from compliance.queries.judging import judged_now
from compliance.rules import Assessment, Period
from registrants import queries as register_queries
from registrants.enums import NOT_STANDING, PointStatus


def disputes_visible_to(actor: Actor):
    """Disputes the actor may see, those that are open first, by their due date."""
    rows = CycleDispute.objects.visible_to(actor).select_related("registrant")
    return rows.order_by("due_on", "-made_at", "-pk")


def dispute_list(actor: Actor, *, status: str, cycle: str = ""):
    """In one status, or "open"; of this cycle; each with how staff lodged it, if they did."""
    rows = with_how_lodged(disputes_visible_to(actor)).filter(**({"cycle": cycle} if cycle else {}))
    if status == "open":
        return rows.filter(status__in=DISPUTE_OPEN)
    return rows.filter(status=status) if status else rows


def dispute_of(actor: Actor, cycle: str) -> CycleDispute | None:
    """One's own latest dispute about a cycle."""
    if actor.person_id is None:
        return None
    return CycleDispute.objects.visible_to(actor).filter(cycle=cycle).order_by("-pk").first()


def files_visible_to(actor: Actor):
    """Evidence of the disputes that the actor may see."""
    return DisputeFile.objects.visible_to(actor).select_related("file")


def lines_of(dispute: CycleDispute, period: Period):
    """The person's lines of the cycle, for those who determine the dispute."""
    people = register_queries.people([dispute.registrant_id])
    lines = register_queries.lines_of(people, period.first_day, period.last_day)
    return lines.order_by("event_date", "pk")


def late_of(dispute: CycleDispute, period: Period):
    """What came after the cycle's end and nobody has decided about."""
    return lines_of(dispute, period).filter(status=PointStatus.LATE)


def lapsed_of(dispute: CycleDispute, period: Period):
    """What nobody accepted in time."""
    return lines_of(dispute, period).filter(status=PointStatus.LAPSED)


def to_count(dispute: CycleDispute, period: Period):
    """What a determination can make count."""
    return lines_of(dispute, period).filter(status__in=(PointStatus.LATE, PointStatus.LAPSED))


def judged(dispute: CycleDispute, period: Period) -> Assessment:
    """Every requirement of the cycle, as the record is now."""
    return judged_now([dispute.registrant_id], period)[dispute.registrant_id].found


def standing_of(dispute: CycleDispute, period: Period):
    """What can be taken back."""
    settled = {*NOT_STANDING, PointStatus.LAPSED}
    return lines_of(dispute, period).exclude(status__in=settled)


def to_close(today: date):
    """Disputes whose last day for documents is past."""
    return CycleDispute.objects.to_close(today)


def to_tell_late(today: date):
    """Disputes whose determination is late, untold."""
    return CycleDispute.objects.to_tell_late(today)
