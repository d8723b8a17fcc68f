"""What is coming: every open due date of the portal, and what happens when it passes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from approvals import queries as approval_queries
from approvals.enums import ApplicationStatus
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from providers import queries as provider_queries
from registrants import queries as register_queries
from sessions_events.enums import CaseStatus
from sessions_events.queries import cases as case_queries
from sessions_events.queries import lateness

ONE_DAY = timedelta(days=1)


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
    for duty in lateness.owed_from(actor, today):
        days[duty.due_on].append(_duty(duty))
    for duty in lateness.to_hold_from(actor, today):
        days[duty.hold_on - ONE_DAY].append(_hold(duty))
    for waiting in register_queries.pending_by_due_date(today):
        days[waiting["due_on"]].append(_points(waiting))
    for entry in provider_queries.listings_ending(today):
        days[entry.end].append(_listing(entry))
    for case in case_queries.due_from(actor, today):
        days[case.due_on].append(_case(case))
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


def _duty(duty) -> Coming:
    told = lateness.was_told_the_day_after(duty)
    return Coming(
        reference=duty.reference,
        title=f"{duty.event.application.title}: {duty.what}",
        url=reverse("sessions_events:event", args=[duty.reference]),
        then=_("It is overdue; the provider was told before")
        if told
        else _("It is overdue, and the provider is told"),
        fires=not told,
    )


def _hold(duty) -> Coming:
    told = lateness.was_told_of_the_hold(duty)
    return Coming(
        reference=duty.reference,
        title=f"{duty.event.application.title}: {duty.what}",
        url=reverse("sessions_events:overdue_of", args=[duty.event.provider_id]),
        then=_("New submissions of %(provider)s are held; it was told before")
        % {"provider": duty.event.provider.name}
        if told
        else _(
            "It is 10 working days late: new submissions of %(provider)s are held, and its "
            "principal contacts and the CET manager are told"
        )
        % {"provider": duty.event.provider.name},
        fires=not told,
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


def _case(case) -> Coming:
    then = {
        CaseStatus.OPEN_PROVIDER: _("GOC staff have it, and all three sides are told"),
        CaseStatus.OPEN_STAFF: _("It is late: the CET manager is told"),
        CaseStatus.DISPUTED: _("The registrar is late: the CET manager is told"),
    }
    return Coming(
        reference=case.reference,
        title=case.title,
        url=reverse("sessions_events:case", args=[case.pk]),
        then=then[case.status],
        fires=True,
    )
