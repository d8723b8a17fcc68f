"""A provider: overdue and due first, then what an approver asked, then what lies about."""

from datetime import date, datetime
from typing import cast

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from approvals import queries as approval_queries
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.home.dashboards.needs import Group, Need, group
from cet_portal.scheme import limits
from providers import permissions as provider_permissions
from providers import queries as provider_queries
from sessions_events import queries as event_queries
from sessions_events.enums import EventStatus


def provider(actor: Actor, *, at: datetime) -> dict:
    """The acting provider's front page; empty parts where the role may not look."""
    today = london_date(at)
    overdue = group(event_queries.overdue(actor, today))
    due = group(event_queries.owing(actor, at).filter(due_on__gte=today))
    asked = group(approval_queries.asked_of(actor))
    appealable = group(approval_queries.to_appeal(actor, today))
    drafts = group(approval_queries.drafts_of(actor))
    held = group(event_queries.held(actor))
    needs = [
        *(_event(each) for each in overdue.first),
        *_by_date(
            [_event(each) for each in due.first]
            + [_asked(each) for each in asked.first]
            + [_appealable(each) for each in appealable.first]
        ),
        *(_held(each) for each in held.first),
        *(_draft(each) for each in drafts.first),
    ]
    listing = provider_queries.listing_state(cast(int, actor.tenant_id), today)
    return {
        "provider": provider_queries.provider(actor.tenant_id),
        "is_listed": listing.is_listed,
        "why_not_listed": provider_permissions.why_not_listed(listing),
        "ends_soon": _ends_soon(listing, today),
        "figures": _figures(actor, overdue=overdue, due=due, asked=asked, drafts=drafts, held=held),
        "needs": needs,
        "ending": _ending(actor, today),
        "may_write": actor.may(Permission.APPLICATION_WRITE),
        "may_plan": actor.may(Permission.EVENT_PLAN),
    }


def _ends_soon(listing: provider_queries.ListingState, today: date) -> date | None:
    """The last day of a listing that can be renewed and is not."""
    if not listing.is_listed or listing.following or listing.entry is None:
        return None
    return listing.entry.end if today >= provider_queries.renewal_opens(listing.entry) else None


def _by_date(needs: list[Need]) -> list[Need]:
    return sorted(needs, key=lambda need: need.deadline.due_on)


def _event(event) -> Need:
    declared = event.status == EventStatus.DECLARED
    return Need(
        reference=event.ev_number,
        title=event.application.title,
        url=reverse("sessions_events:event", args=[event.ev_number]),
        action=_("Upload who completed it") if declared else _("Declare, then upload"),
        status=event.status,
        label=event.get_status_display(),
        deadline=event.deadline,
    )


def _asked(application) -> Need:
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:application", args=[application.c_number]),
        action=_("Answer the approver"),
        status=application.status,
        label=application.get_status_display(),
        deadline=application.deadline,
    )


def _appealable(application) -> Need:
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:application", args=[application.c_number]),
        action=_("Read why, and appeal if it is wrong"),
        status=application.status,
        label=application.get_status_display(),
        deadline=application.deadline,
    )


def _ending(actor: Actor, today: date) -> dict | None:
    """How many approvals end within the time in which the provider is told, and when first."""
    ending = approval_queries.ending_soon(actor, today, days=max(limits.APPROVAL_ENDS_REMIND_DAYS))
    found = ending.aggregate(total=Count("pk"), first=Min("due_on"))
    return found if found["total"] else None


def _draft(application) -> Need:
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:application", args=[application.c_number]),
        action=_("Go on with the draft"),
        status=application.status,
        label=application.get_status_display(),
    )


def _held(event) -> Need:
    return Need(
        reference=event.ev_number,
        title=event.application.title,
        url=reverse("sessions_events:event", args=[event.ev_number]),
        action=_("Wait: the CET manager decides"),
        status=event.status,
        label=event.get_status_display(),
    )


def _figures(
    actor: Actor, *, overdue: Group, due: Group, asked: Group, drafts: Group, held: Group
) -> list[dict]:
    figures = []
    if actor.may(Permission.EVENT_READ):
        events = reverse("sessions_events:event_list")
        figures += [
            {
                "number": overdue.total,
                "label": _("events overdue"),
                "url": f"{events}?standing=overdue",
                "warning": overdue.total > 0,
            },
            {
                "number": due.total,
                "label": _("to declare or upload"),
                "url": f"{events}?standing=due",
            },
            {
                "number": held.total,
                "label": _("declarations held"),
                "url": f"{events}?standing=held",
            },
        ]
    if actor.may(Permission.APPLICATION_READ):
        applications = reverse("approvals:application_list")
        figures += [
            {
                "number": asked.total,
                "label": _("questions to answer"),
                "url": f"{applications}?status=INFORMATION_REQUESTED",
            },
            {"number": drafts.total, "label": _("drafts"), "url": f"{applications}?status=DRAFT"},
        ]
    return figures
