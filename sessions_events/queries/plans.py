"""What is there already of what a list asks for."""

from collections.abc import Collection
from datetime import datetime

from approvals.models import CetApplication
from cet_portal.core.actor import Actor
from sessions_events.enums import EventStatus
from sessions_events.models import Event, PlanList, Session


def applications_of(provider_id: int, c_numbers: Collection[str]) -> dict[str, CetApplication]:
    """The provider's CET of these numbers, in whatever status."""
    rows = CetApplication.objects.filter(provider_id=provider_id, c_number__in=c_numbers)
    return {row.c_number: row for row in rows.select_related("modality")}


def events_planned_at(
    provider_id: int, c_numbers: Collection[str], starts: Collection[datetime]
) -> list[Event]:
    """Events of these CET that begin at one of these instants and were not cancelled."""
    return list(
        Event.objects.filter(
            provider_id=provider_id, application__c_number__in=c_numbers, starts_at__in=starts
        )
        .exclude(status=EventStatus.CANCELLED)
        .select_related("session", "application")
        .order_by("pk")
    )


def sessions_numbered(provider_id: int, s_numbers: Collection[str]) -> dict[str, Session]:
    """The provider's sessions of these numbers."""
    rows = Session.objects.filter(provider_id=provider_id, s_number__in=s_numbers)
    return {row.s_number: row for row in rows}


def sessions_named(provider_id: int, names: Collection[str]) -> list[Session]:
    """The provider's sessions of these names, the earliest first."""
    rows = Session.objects.filter(provider_id=provider_id, name__in=names)
    return list(rows.order_by("start", "pk"))


def plan_lists_visible_to(actor: Actor):
    """Lists that the provider sent, the latest first."""
    return PlanList.objects.visible_to(actor).order_by("-made_at", "-pk")
