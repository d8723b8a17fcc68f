"""GOC staff: work in hand, clocks at risk, appeals, overdue CET, held declarations, fees."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from approvals import queries as approval_queries
from cet_portal.core import holidays
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.workdays import add_working_days
from cet_portal.home.dashboards.needs import SHOWN, Need, group
from cet_portal.scheme import queries as scheme_queries
from compliance.queries import exceptions as exception_queries
from compliance.queries import late as late_queries
from compliance.queries import runs as run_queries
from providers import queries as provider_queries
from registrants import queries as register_queries
from sessions_events import queries as event_queries
from sessions_events.queries import asking as asked_queries
from sessions_events.queries import cases as case_queries
from sessions_events.queries import lateness
from sessions_events.queries.shown import with_status

AT_RISK_WORKING_DAYS = 3


def staff(actor: Actor, *, at: datetime) -> dict:
    """Counts with links, then the clocks at risk and the overdue CET."""
    today = london_date(at)
    soon = add_working_days(today, AT_RISK_WORKING_DAYS, holidays.current())
    at_risk = group(approval_queries.deciding_by(actor, soon))
    nobodys = group(approval_queries.without_approver(actor))
    appeals = group(approval_queries.under_appeal(actor))
    overdue = group(event_queries.overdue(actor, today))
    held = group(event_queries.held(actor))
    cases = group(case_queries.with_staff(actor))
    pending = register_queries.pending_totals()
    return {
        "figures": [
            _work_in_hand(actor),
            {
                "number": at_risk.total,
                "label": _("clocks at risk"),
                "url": reverse("approvals:at_risk"),
                "warning": at_risk.total > 0,
            },
            {
                "number": nobodys.total,
                "label": _("without an approver"),
                "url": reverse("approvals:without_approver"),
                "warning": nobodys.total > 0,
            },
            {
                "number": appeals.total,
                "label": _("under appeal"),
                "url": reverse("approvals:staff_list") + "?status=UNDER_APPEAL",
            },
            {
                "number": lateness.providers_overdue(actor, today).count(),
                "label": _("providers with overdue CET"),
                "url": reverse("sessions_events:overdue"),
                "warning": overdue.total > 0,
            },
            {
                "number": held.total,
                "label": _("held declarations"),
                "url": reverse("sessions_events:held"),
            },
            *_requests(actor, at),
            {
                "number": provider_queries.applications_to_decide(actor).count(),
                "label": _("listings to grant or refuse"),
                "url": reverse("providers:staff_list"),
            },
            {
                "number": pending["points"],
                "label": _("points pending, of %(people)s people") % {"people": pending["people"]},
                "url": reverse("compliance:cycle_report") + "?met=only-acceptance",
            },
            {
                "number": cases.total,
                "label": _("points queries with staff"),
                "url": reverse("sessions_events:cases") + "?status=open",
            },
            *_after_a_cycle(actor),
            {
                "number": provider_queries.fees_due(actor).count(),
                "label": _("fees due"),
                "url": reverse("providers:fee_list"),
            },
            _acceptance(today),
        ],
        "runs": [_run(each) for each in run_queries.to_confirm(actor)[:SHOWN]],
        "at_risk": [_at_risk(each) for each in at_risk.first],
        "soon": soon,
        "appeals": [_at_risk(each) for each in appeals.first],
        "overdue": [_overdue(each) for each in with_status(overdue.first, at)],
        "held": [_held(each) for each in with_status(held.first, at)],
        "cases": [_case(each) for each in cases.first],
    }


def _requests(actor: Actor, at: datetime) -> list[dict]:
    """What registrants asked for and staff have to decide, and what they did not confirm."""
    waiting = asked_queries.waiting_for_staff(actor, at)
    page = reverse("sessions_events:asked_staff")
    figures = [
        (waiting["reviews"], _("peer reviews to decide"), page, False),
        (waiting["abroad"], _("CET abroad to decide"), f"{page}?kind=abroad", False),
        (
            waiting["overdue"],
            _("peer reviews and CET abroad not confirmed in time"),
            f"{page}?standing=overdue",
            waiting["overdue"] > 0,
        ),
    ]
    return [
        {"number": number, "label": label, "url": url, "warning": warning}
        for number, label, url, warning in figures
        if number
    ]


def _after_a_cycle(actor: Actor) -> list[dict]:
    """Late points that wait, and exceptions for those who decide them; nothing while there are
    none."""
    late = late_queries.late_list(actor).count()
    exceptions = exception_queries.exception_list(actor, status="open").count()
    figures = [
        (late, _("late points to settle"), reverse("compliance:late")),
        (
            exceptions,
            _("exceptions that are open"),
            reverse("compliance:exceptions") + "?status=open",
        ),
    ]
    return [
        {"number": number, "label": label, "url": url} for number, label, url in figures if number
    ]


def _work_in_hand(actor: Actor) -> dict:
    return {
        "number": approval_queries.open_cases(actor).count(),
        "label": _("applications in hand"),
        "url": reverse("approvals:staff_list"),
    }


def _acceptance(today) -> dict:
    cycle = scheme_queries.cycle_on(today)
    accepted, lines = register_queries.accepted_share(cycle.first_day, cycle.last_day)
    return {
        "number": f"{100 * accepted // lines}%" if lines else "–",
        "label": _("of this cycle's entries accepted"),
        "url": reverse("compliance:cycle_report"),
    }


def _at_risk(application) -> Need:
    waits = (
        _("Nobody: choose an approver")
        if application.approver is None
        else str(application.approver)
    )
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:staff_application", args=[application.c_number]),
        action=waits,
        status=application.status,
        label=application.get_status_display(),
        deadline=application.deadline,
    )


def _run(run) -> Need:
    return Need(
        reference=run.number,
        title=_("%(kind)s of %(cycle)s: look at it, then confirm it or cancel it")
        % {"kind": run.get_kind_display(), "cycle": run.cycle},
        url=reverse("compliance:run", args=[run.number]),
        action=_("%(name)s on %(day)s")
        % {"name": run.started_by, "day": date_format(london_date(run.started_at), "j F Y")},
        status=run.status,
        label=run.get_status_display(),
    )


def _overdue(event) -> Need:
    return Need(
        reference=event.ev_number,
        title=event.application.title,
        url=reverse("sessions_events:event", args=[event.ev_number]),
        action=event.provider.name,
        status=event.shown[0],
        label=event.shown[1],
        deadline=event.deadline,
    )


def _held(event) -> Need:
    return Need(
        reference=event.ev_number,
        title=event.application.title,
        url=reverse("sessions_events:settle", args=[event.ev_number]),
        action=event.provider.name,
        status=event.shown[0],
        label=event.shown[1],
    )


def _case(case) -> Need:
    return Need(
        reference=case.reference,
        title=case.title,
        url=reverse("sessions_events:case", args=[case.pk]),
        action=case.provider_words,
        status=case.status,
        label=case.get_status_display(),
        deadline=case.deadline,
    )
