"""Cases follow what becomes of lines and people."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.notifications import send_all
from registrants.models import PointEntry, Registrant
from sessions_events import notifications, queries
from sessions_events.models import PointsCase
from sessions_events.queries import cases as reads
from sessions_events.services.cases.settling import withdrawn


@transaction.atomic
def close_dropped(*, entry: PointEntry, actor: Actor, at: datetime) -> list[PointsCase]:
    """The registrant took the query back: its case is closed."""
    words = _("The query was taken back.")
    return _close(reads.open_about([entry.pk]), words, entry, actor=actor, at=at)


@transaction.atomic
def close_declined(
    *, entries: Iterable[PointEntry], actor: Actor, at: datetime
) -> list[PointsCase]:
    """Lines were declined: a case about one of them is closed."""
    closed = []
    for entry in entries:
        words = _("The line was declined.")
        closed += _close(reads.open_about([entry.pk]), words, entry, actor=actor, at=at)
    return closed


def _close(cases, words: str, entry: PointEntry, *, actor: Actor, at: datetime):
    """Staff may do for somebody what they asked for; then the portal closes the case."""
    own = actor.person_id == entry.registrant_id
    by = actor if own else CLOCK
    return [withdrawn(case, words, actor=by, at=at) for case in cases]


@transaction.atomic
def tell_of_declined(
    *, entries: Iterable[PointEntry], reason: str, actor: Actor, at: datetime
) -> int:
    """Each provider reads which of its rows was declined, and why; no more of the person than the
    row says. Returns how many providers' events are concerned."""
    by_event: dict[str, list[PointEntry]] = {}
    for entry in entries:
        by_event.setdefault(entry.event_reference, []).append(entry)
    messages = []
    for ev_number, lines in by_event.items():
        event = queries.event_numbered(ev_number)
        if event:
            messages.append(notifications.PointsDeclined(event, lines, reason))
    send_all(messages, at=at, besides=actor.user_id)
    return len(messages)


@transaction.atomic
def join_people(*, kept: Registrant, joined: Registrant, actor: Actor, at: datetime) -> int:
    """They are one person: the cases of one are the other's now. Where both have an open case
    about an event, the first stays open. Returns how many moved."""
    cases = list(PointsCase.objects.filter(registrant=joined).order_by("pk"))
    for case in cases:
        if case.event and case in PointsCase.objects.open():
            twin = reads.open_case_of(kept.pk, case.event)
            if twin:
                words = _("%(number)s is about the same event.") % {"number": twin.reference}
                withdrawn(case, words, actor=CLOCK, at=at)
    moved = PointsCase.objects.filter(registrant=joined).update(registrant=kept)
    if moved:
        audit.record_many(
            "points_case.join", cases, actor=actor, at=at, kept=kept.pk, joined=joined.pk
        )
    return moved
