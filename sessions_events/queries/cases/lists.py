"""Cases that the actor may see, in lists and by number."""

from django.db.models import Count, Q

from cet_portal.core.actor import Actor
from cet_portal.core.numbering import as_written
from sessions_events.enums import CASE_OPEN
from sessions_events.models import CaseFile, CaseMessage, PointsCase

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


def messages_of(actor: Actor, case: PointsCase):
    """The thread as the actor may read it, the first message first."""
    thread = CaseMessage.objects.visible_to(actor).filter(case=case)
    return thread.order_by("made_at", "pk").prefetch_related("files__file")


def files_visible_to(actor: Actor):
    """Files of the cases that the actor may see; those of notes for staff alone."""
    seen = CaseMessage.objects.visible_to(actor)
    return CaseFile.objects.visible_to(actor).filter(message__in=seen).select_related("file")
