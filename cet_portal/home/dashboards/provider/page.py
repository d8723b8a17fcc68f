"""A provider: overdue and due first, then what an approver asked, then what lies about."""

from datetime import date, datetime
from typing import cast

from django.db.models import Count, Min

from approvals import queries as approval_queries
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.home.dashboards.needs import SHOWN, Need, group
from cet_portal.home.dashboards.provider.applications import (
    appealable_need,
    asked_need,
    draft_need,
    fee_need,
)
from cet_portal.home.dashboards.provider.events import (
    case_need,
    event_need,
    held_need,
    rows_left_need,
)
from cet_portal.home.dashboards.provider.figures import figures
from cet_portal.home.dashboards.provider.words import Words
from cet_portal.scheme import limits
from providers import events as provider_events
from providers import permissions as provider_permissions
from providers import queries as provider_queries
from providers.enums import FeeStatus
from sessions_events import queries as event_queries
from sessions_events.queries import cases as case_queries
from sessions_events.queries.shown import with_status


def provider(actor: Actor, *, at: datetime) -> dict:
    """The acting provider's front page; empty parts where the role may not look."""
    today = london_date(at)
    overdue = group(event_queries.overdue(actor, today))
    due = group(event_queries.owing(actor, at).filter(due_on__gte=today))
    asked = group(approval_queries.asked_of(actor))
    appealable = group(approval_queries.to_appeal(actor, today))
    fees = group(_fees_due(actor))
    drafts = group(approval_queries.drafts_of(actor))
    held = group(event_queries.held(actor))
    cases = group(case_queries.with_the_provider(actor))
    left = event_queries.rows_left(actor)
    words = Words(actor)
    needs = [
        *(event_need(each, words) for each in with_status(overdue.first, at)),
        *_by_date(
            [event_need(each, words) for each in with_status(due.first, at)]
            + [asked_need(each, words) for each in asked.first]
            + [case_need(each, words) for each in cases.first]
            + [appealable_need(each, words) for each in appealable.first]
        ),
        *(rows_left_need(each, words) for each in left[:SHOWN]),
        *(fee_need(each) for each in fees.first),
        *(held_need(each) for each in with_status(held.first, at)),
        *(draft_need(each, words) for each in drafts.first),
    ]
    listing = provider_queries.listing_state(cast(int, actor.tenant_id), today)
    return {
        "provider": provider_queries.provider(actor.tenant_id),
        "is_listed": listing.is_listed,
        "why_not_listed": provider_permissions.why_not_listed(listing),
        "ends_soon": _ends_soon(listing, today),
        "held_for": provider_events.what_holds(cast(int, actor.tenant_id), today),
        "figures": figures(
            actor,
            overdue=overdue,
            due=due,
            asked=asked,
            drafts=drafts,
            held=held,
            cases=cases,
            left=left,
        ),
        "needs": needs,
        "ending": _ending(actor, today),
        "may_write": actor.may(Permission.APPLICATION_WRITE),
        "only_reads": not (
            actor.may(Permission.APPLICATION_WRITE) or actor.may(Permission.EVENT_DECLARE)
        ),
        "may_plan": actor.may(Permission.EVENT_PLAN),
    }


def _ends_soon(listing: provider_queries.ListingState, today: date) -> date | None:
    """The last day of a listing that can be renewed and is not."""
    if not listing.is_listed or listing.following or listing.entry is None:
        return None
    return listing.entry.end if today >= provider_queries.renewal_opens(listing.entry) else None


def _by_date(needs: list[Need]) -> list[Need]:
    return sorted(needs, key=lambda need: need.deadline.due_on)


def _ending(actor: Actor, today: date) -> dict | None:
    """How many approvals end within the time in which the provider is told, and when first."""
    ending = approval_queries.ending_soon(actor, today, days=max(limits.APPROVAL_ENDS_REMIND_DAYS))
    found = ending.aggregate(total=Count("pk"), first=Min("due_on"))
    return found if found["total"] else None


def _fees_due(actor: Actor):
    """The unpaid invoices, the oldest first; none for those who may not read fees."""
    due = provider_queries.fees_matching(
        provider_queries.fees_visible_to(actor), status=FeeStatus.DUE
    )
    return due.order_by("charged_at", "pk")
