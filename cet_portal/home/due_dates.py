"""What is coming: every open due date of the portal, and what happens when it passes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from approvals import queries as approval_queries
from approvals.enums import ApplicationStatus
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from providers import queries as provider_queries
from registrants import queries as register_queries
from sessions_events import queries as event_queries


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that is due. `fires`: a timer acts on it the day after."""

    reference: str
    title: str
    url: str
    then: str
    fires: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A due date and all that is due on it."""

    due_on: date
    things: list[Coming]

    @property
    def fires(self) -> bool:
        return any(thing.fires for thing in self.things)


def coming(actor: Actor, *, at: datetime) -> list[Day]:
    """The due dates from today on, next first."""
    today = london_date(at)
    days: defaultdict[date, list[Coming]] = defaultdict(list)
    for application in approval_queries.with_a_clock(actor).filter(due_on__gte=today):
        days[application.due_on].append(_application(application))
    for ending in approval_queries.ending_by_day(actor, today):
        days[ending["due_on"]].append(_approvals(ending))
    for event in event_queries.events_visible_to(actor).owing().filter(due_on__gte=today):
        days[event.due_on].append(_event(event))
    for waiting in register_queries.pending_by_due_date(today):
        days[waiting["due_on"]].append(_points(waiting))
    for entry in provider_queries.listings_ending(today):
        days[entry.end].append(_listing(entry))
    return [Day(day, days[day]) for day in sorted(days)]


def next_to_fire(days: list[Day]) -> Day | None:
    """The first date after which a timer does something."""
    return next((day for day in days if day.fires), None)


THEN = {
    ApplicationStatus.SUBMITTED: gettext_lazy(
        "It is late and nobody has it: the CET manager is told. Nothing is decided by the clock"
    ),
    ApplicationStatus.IN_REVIEW: gettext_lazy(
        "It is late: the approver and the CET manager are told. Nothing is decided by the clock"
    ),
    ApplicationStatus.INFORMATION_REQUESTED: gettext_lazy("MyCET rejects it: no answer came"),
    ApplicationStatus.UNDER_APPEAL: gettext_lazy(
        "The appeal is late: who decides it and the CET manager are told"
    ),
    ApplicationStatus.REJECTED: gettext_lazy("It can no longer be appealed against"),
}


def _application(application) -> Coming:
    return Coming(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:staff_application", args=[application.c_number]),
        then=str(THEN[application.status]),
        fires=application.status != ApplicationStatus.REJECTED,
    )


def _approvals(ending: dict) -> Coming:
    return Coming(
        reference="",
        title=ngettext("%(total)s approval", "%(total)s approvals", ending["total"]) % ending,
        url=reverse("approvals:staff_list") + "?status=APPROVED",
        then=_("They expire with the CET cycle, and their providers are told"),
        fires=True,
    )


def _event(event) -> Coming:
    return Coming(
        reference=event.ev_number,
        title=event.application.title,
        url=reverse("sessions_events:event", args=[event.ev_number]),
        then=_("It is overdue; the provider was told before")
        if event.overdue_told_on
        else _("It is overdue, and the provider is told"),
        fires=event.overdue_told_on is None,
    )


def _listing(entry) -> Coming:
    return Coming(
        reference="",
        title=entry.provider.name,
        url=reverse("providers:staff_provider", args=[entry.provider_id]),
        then=_("The listing ends, and the provider is told"),
        fires=True,
    )


def _points(waiting: dict) -> Coming:
    return Coming(
        reference="",
        title=ngettext(
            "%(lines)s pending entry on a statement",
            "%(lines)s pending entries on statements",
            waiting["lines"],
        )
        % waiting,
        url=reverse("compliance:cycle_report") + "?met=only-acceptance",
        then=_("The cycle ends, and what is not accepted lapses"),
        fires=True,
    )
