"""Cases that wait: with whom, since when, and about which lines."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Subquery

from cet_portal.core.actor import Actor
from sessions_events.enums import CASE_OPEN, CaseStatus
from sessions_events.models import CaseMessage, Event, PointsCase
from sessions_events.queries.cases.lists import ANSWERS, cases_visible_to


def with_the_provider(actor: Actor):
    """What the provider has to settle, the earliest due date first."""
    rows = cases_visible_to(actor).filter(status=CaseStatus.OPEN_PROVIDER)
    return rows.order_by("due_on", "pk")


def with_staff(actor: Actor):
    """What staff or the registrar have to settle, the earliest due date first."""
    waiting = (CaseStatus.OPEN_STAFF, CaseStatus.DISPUTED)
    return cases_visible_to(actor).filter(status__in=waiting).order_by("due_on", "pk")


def open_of(actor: Actor):
    """What is open, the earliest due date first."""
    return cases_visible_to(actor).filter(status__in=CASE_OPEN).order_by("due_on", "pk")


def to_dispute(actor: Actor, today: date):
    """Answers that a registrant can still dispute, the earliest last day first."""
    rows = cases_visible_to(actor).filter(status=CaseStatus.REFUSED, due_on__gte=today)
    return rows.order_by("due_on", "pk")


def open_case_of(registrant_id: int, event: Event) -> PointsCase | None:
    """The open case of a person about an event."""
    return PointsCase.objects.open().filter(registrant_id=registrant_id, event=event).first()


def open_about(entries: Iterable[int]) -> list[PointsCase]:
    """The open cases about these lines (by key)."""
    return list(PointsCase.objects.open().filter(entry__in=list(entries)).order_by("pk"))


def open_about_lines():
    """Open cases about a line that is on the ledger, for those who ask of many lines."""
    return PointsCase.objects.open().filter(entry__isnull=False)


def cases_about(actor: Actor) -> dict[int, PointsCase]:
    """The actor's latest case about each line (by key), with the last `answer`: no change."""
    said = CaseMessage.objects.filter(case=OuterRef("pk"), step__in=ANSWERS).order_by("-pk")
    rows = (
        PointsCase.objects.visible_to(actor)
        .filter(entry__isnull=False)
        .select_related("provider")
        .annotate(answer=Subquery(said.values("text")[:1]))
        .order_by("pk")
    )
    return {case.entry_id: case for case in rows if case.entry_id}


def number_open(actor: Actor, event: Event) -> int:
    """How many open cases about the event the actor sees."""
    return PointsCase.objects.visible_to(actor).open().filter(event=event).count()
