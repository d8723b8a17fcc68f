"""Reads of cases about points."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, Subquery

from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from cet_portal.core.numbering import as_written
from cet_portal.core.workdays import Holidays, add_working_days
from cet_portal.scheme import limits
from registrants.enums import NOT_STANDING, DeclineReason, PointStatus
from registrants.models import PointEntry
from sessions_events.enums import CASE_OPEN, CaseStatus, EventStatus
from sessions_events.models import CaseFile, CaseMessage, Event, PointsCase
from sessions_events.queries.uploading.taking import taken_rows

MOST_FOUND = 20
MOST_WORDS = 8
# What shows on the line itself: how the case ended, and why.
ANSWERS = ("add", "correct", "refuse", "uphold", "dismiss")


def cases_visible_to(actor: Actor):
    """Cases the actor may see, with what a list shows."""
    return PointsCase.objects.visible_to(actor).select_related(
        "event__application", "provider", "entry"
    )


def case(case_id: int) -> PointsCase:
    """One case, for a timer."""
    return PointsCase.objects.select_related("provider").get(pk=case_id)


def case_list(actor: Actor, *, status: str = "", kind: str = "", text: str = ""):
    """Cases in a status (or "open"), of a kind, whose number, title, provider or person is like
    `text`; those with a date first, the earliest first."""
    rows = cases_visible_to(actor)
    if status == "open":
        rows = rows.filter(status__in=CASE_OPEN)
    elif status:
        rows = rows.filter(status=status)
    if kind:
        rows = rows.filter(kind=kind)
    if text:
        number = text.strip().upper().removeprefix("Q-")
        like = (
            Q(event__ev_number__icontains=as_written(text))
            | Q(event__application__title__icontains=text)
            | Q(claimed_title__icontains=text)
            | Q(claimed_provider__icontains=text)
            | Q(provider__name__icontains=text)
            | Q(number__icontains=text)
            | Q(surname__icontains=text)
        )
        if number.isdecimal() and len(number) < len("1000000000"):
            like |= Q(pk=int(number))
        rows = rows.filter(like)
    return rows.order_by("-made_at", "-pk")


def counts(actor: Actor) -> dict[str, int]:
    """How many cases the actor sees in each status."""
    found = PointsCase.objects.visible_to(actor).values("status").annotate(cases=Count("pk"))
    return {row["status"]: row["cases"] for row in found.order_by()}


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


def messages_of(actor: Actor, case: PointsCase):
    """The thread as the actor may read it, the first message first."""
    thread = CaseMessage.objects.visible_to(actor).filter(case=case)
    return thread.order_by("made_at", "pk").prefetch_related("files__file")


def files_visible_to(actor: Actor):
    """Files of the cases that the actor may see; those of notes for staff alone."""
    seen = CaseMessage.objects.visible_to(actor)
    return CaseFile.objects.visible_to(actor).filter(message__in=seen).select_related("file")


def to_pass_on(today: date):
    """Cases whose provider did not settle them in time."""
    return PointsCase.objects.to_pass_on(today)


def to_remind(today: date, holidays: Holidays):
    """Cases whose last day is 3 working days away or less, and nobody was reminded."""
    day = add_working_days(today, limits.CASE_REMIND_WORKING_DAYS_BEFORE, holidays)
    return PointsCase.objects.to_remind(day).filter(due_on__gte=today)


def to_tell_late(today: date):
    """Cases that staff have had for too long, untold."""
    return PointsCase.objects.to_tell_late(today)


def due_from(actor: Actor, today: date):
    """Open cases and their dates to come."""
    return open_of(actor).filter(due_on__gte=today)


def attended(text: str, day: date | None, *, at: datetime):
    """Events that somebody may have attended: by EV-number any; by words of title or provider, or
    the day, those that were open to all, as an invitation is nobody else's business.

    Over, or distance learning that has begun; the latest first.
    """
    begun = Q(ends_at__lte=at) | Q(application__modality__distance=True, starts_at__lte=at)
    rows = Event.objects.filter(begun).exclude(status=EventStatus.CANCELLED)
    number = as_written(text.strip())
    number = f"EV-{number}" if number.isdecimal() else number
    numbered = Q(ev_number__iexact=number) if text.strip() else Q(pk__in=())
    like = Q(open_to_all=True)
    for word in text.split()[:MOST_WORDS]:
        like &= (
            Q(application__title__icontains=word)
            | Q(provider__name__icontains=word)
            | Q(session__name__icontains=word)
            | Q(session__town__icontains=word)
            | Q(application__c_number__iexact=as_written(word))
        )
    if day:
        like &= Q(session__start__lte=day, session__end__gte=day)
    found = rows.filter(numbered | like) if text.strip() or day else rows.none()
    return found.select_related("application", "provider", "session").order_by("-ends_at", "-pk")


def attended_numbered(ev_number: str, *, at: datetime):
    """The event with this number, if somebody may have attended it."""
    return attended(ev_number, None, at=at).filter(ev_number=ev_number)


def declined_of(event: Event, registrants: Iterable[int]) -> dict[int, str]:
    """Why people declined their line for this event, in words; not those with another line."""
    people = set(registrants)
    lines = PointEntry.objects.filter(event_reference=event.ev_number, registrant_id__in=people)
    standing = set(lines.exclude(status__in=NOT_STANDING).values_list("registrant_id", flat=True))
    declined = dict(
        lines.filter(status=PointStatus.DECLINED)
        .exclude(registrant_id__in=standing)
        .order_by("pk")
        .values_list("pk", "registrant_id")
    )
    changes = StatusChange.objects.filter(
        case_type=PointEntry._meta.label, case_id__in=declined, step="decline"
    )
    return {declined[key]: _why(reason) for key, reason in changes.values_list("case_id", "reason")}


def _why(reason: str) -> str:
    code = reason.partition("\n")[0]
    return str(DeclineReason(code).label) if code in DeclineReason.values else ""


def number_declined(event: Event) -> int:
    """How many people declined their row of the event, and have no other line for it."""
    people = taken_rows(event).order_by().values_list("registrant_id", flat=True)
    return len(declined_of(event, [key for key in people if key])) if _any_declined(event) else 0


def _any_declined(event: Event) -> bool:
    lines = PointEntry.objects.filter(event_reference=event.ev_number)
    return lines.filter(status=PointStatus.DECLINED).exists()


def number_open(actor: Actor, event: Event) -> int:
    """How many open cases about the event the actor sees."""
    return PointsCase.objects.visible_to(actor).open().filter(event=event).count()
