"""What a registrant's own calendar holds: events they marked, and days that they must not miss."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.core.actor import Actor
from cet_portal.core.clock import LONDON, london_date
from cet_portal.core.workdays import Deadline
from compliance.enums import DisputeStatus, ExceptionStatus
from compliance.queries import disputes, exceptions
from compliance.queries.statement import EARLIER
from compliance.queries.transcript import own_periods
from compliance.rules.disputes import last_day_to_dispute
from registrants import queries as register_queries
from sessions_events import queries as event_queries
from sessions_events.models import Event
from sessions_events.queries import asking, cases


@dataclass(frozen=True, slots=True)
class Day:
    """A day that matters: `mark` never changes for the same thing, `since` is when it was set.

    `deadline`: where the day is a due date, with its sum. `path`: the page to open, the statement
    unless told. `starts_at`, `ends_at`: where it is an appointment and not a whole day.
    """

    mark: str
    day: date
    title: str
    words: str
    since: datetime
    deadline: Deadline | None = None
    path: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def marked_events(actor: Actor) -> list[Event]:
    """The events that the actor booked or signed in to."""
    marks = register_queries.marks_of(actor)
    return list(event_queries.events_with_numbers(marks.values_list("event_reference", flat=True)))


def own_days(actor: Actor, at: datetime) -> Iterator[Day]:
    """What one must not miss, each day with its sum.

    The last day to accept what waits; peer review and CET abroad that were approved, and by when
    to confirm them; by when to dispute an answer or a record, and to show documents.
    """
    today = london_date(at)
    yield from _to_accept(actor, today)
    yield from _asked(actor, at)
    yield from _cases(actor, today)
    yield from _disputes(actor, today)
    yield from _exceptions(actor)


def _to_accept(actor: Actor, today: date) -> Iterator[Day]:
    waiting = register_queries.waiting_for([actor.person_id], today).get(actor.person_id)
    if waiting:
        points = ngettext(
            "%(points)d CET point to accept", "%(points)d CET points to accept", waiting.points
        ) % {"points": waiting.points}
        yield Day(
            mark=f"accept-{waiting.until}",
            day=waiting.until,
            title=_("Last day: %(points)s") % {"points": points},
            words=_(
                "Points count in the cycle in which the event was held, if you accept them by the "
                "cycle’s last day: 11:59pm on %(day)s, London time. What is still pending then "
                "lapses."
            )
            % {"day": date_format(waiting.until, "l j F Y")},
            since=waiting.since,
        )


def _asked(actor: Actor, at: datetime) -> Iterator[Day]:
    for asked in (*asking.approved_of(actor), *asking.named_in(actor, at)):
        own = asked.registrant_id == actor.person_id
        if asked.ends_at > at:
            yield Day(
                mark=asked.number,
                day=london_date(asked.starts_at),
                title=f"{asked.number} {asked.title}",
                words="",
                since=asked.decided_at or asked.asked_at,
                path=asked.get_absolute_url() if own else "",
                starts_at=asked.starts_at,
                ends_at=asked.ends_at,
            )
        if own and asked.event.deadline:
            due_on = asked.event.due_on
            yield Day(
                mark=f"confirm-{asked.number}-{due_on}",
                day=due_on,
                title=_("Last day: confirm %(number)s") % {"number": asked.number},
                words=_("Confirm “%(title)s” with what it asks for; only then are there points.")
                % {"title": asked.title},
                since=asked.decided_at or asked.asked_at,
                deadline=asked.event.deadline,
                path=asked.get_absolute_url(),
            )


def _cases(actor: Actor, today: date) -> Iterator[Day]:
    for case in cases.to_dispute(actor, today):
        yield Day(
            mark=f"{case.reference}-{case.due_on}",
            day=case.due_on,
            title=_("Last day: dispute the answer to %(number)s") % {"number": case.reference},
            words=_("Nothing was changed about “%(title)s”. If you do not agree, say so by then.")
            % {"title": case.title},
            since=case.closed_at or case.made_at,
            deadline=case.deadline,
            path=reverse("sessions_events:case", args=[case.pk]),
        )


def _disputes(actor: Actor, today: date) -> Iterator[Day]:
    mine = list(disputes.disputes_visible_to(actor))
    for dispute in mine:
        if dispute.status == DisputeStatus.DOCUMENTS:
            yield Day(
                mark=f"{dispute.reference}-documents",
                day=dispute.documents_due_on,
                title=_("Last day: documents for %(number)s") % {"number": dispute.reference},
                words=_("Show what proves that your record is wrong."),
                since=dispute.made_at,
                deadline=dispute.deadline,
                path=reverse("compliance:dispute", args=[dispute.pk]),
            )
    disputed = {dispute.cycle for dispute in mine}
    for period in own_periods(actor, today):
        if period.name == EARLIER or period.name in disputed or today <= period.last_day:
            continue
        last = last_day_to_dispute(period)
        if today <= last:
            words = {"cycle": period.name, "day": date_format(period.last_day, "j F Y")}
            yield Day(
                mark=f"dispute-{period.name}",
                day=last,
                title=_("Last day: dispute your record of %(cycle)s") % words,
                words=_(
                    "The cycle ended on %(day)s. If its record is wrong you can dispute it until "
                    "11:59pm on this day."
                )
                % words,
                since=datetime.combine(period.last_day, time(23, 59, 59), tzinfo=LONDON),
                path=f"{reverse('compliance:dispute_new')}?cycle={period.name}",
            )


def _exceptions(actor: Actor) -> Iterator[Day]:
    for request in exceptions.exception_list(actor, status=ExceptionStatus.EVIDENCE):
        yield Day(
            mark=f"{request.reference}-evidence",
            day=request.evidence_due_on,
            title=_("Last day: evidence for %(number)s") % {"number": request.reference},
            words=_("Add what shows that you could not meet the requirements."),
            since=request.made_at,
            deadline=request.deadline,
            path=reverse("compliance:exception", args=[request.pk]),
        )
