"""Entries on the list: how a provider stands, and how it came to that."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from providers.enums import ListingApplicationStatus, ListingStatus, Standing
from providers.models import ListingApplication, ProviderListing
from providers.models.listing import OPEN


@dataclass(frozen=True, slots=True)
class ListingState:
    """How a provider stands on a day.

    `entry`: the entry of that day, else the last one before it. `following`: the entry that
    begins later. `application`: the latest one to be listed.
    """

    standing: Standing
    entry: ProviderListing | None = None
    following: ProviderListing | None = None
    application: ListingApplication | None = None

    @property
    def is_listed(self) -> bool:
        return self.standing == Standing.LISTED

    @property
    def has_applied(self) -> bool:
        """Does an application wait for its fee or for staff?"""
        open_status = ListingApplicationStatus.APPLIED
        return self.application is not None and self.application.status == open_status


def listing_in_force(provider_id: int, on: date) -> bool:
    """Is the provider on the list on this day, and not suspended?"""
    return ProviderListing.objects.filter(
        provider_id=provider_id, start__lte=on, end__gte=on, status=ListingStatus.LISTED
    ).exists()


def listing_state(provider_id: int, on: date) -> ListingState:
    """How the provider stands on this day, in two queries."""
    entries = list(ProviderListing.objects.filter(provider_id=provider_id).order_by("start", "pk"))
    applications = ListingApplication.objects.filter(provider_id=provider_id)
    application = applications.select_related("fee", "provider").order_by("pk").last()
    following = next((entry for entry in entries if entry.start > on), None)
    current = [entry for entry in entries if entry.start <= on <= entry.end]
    past = [entry for entry in entries if entry.end < on]
    for status, standing in (
        (ListingStatus.SUSPENDED, Standing.SUSPENDED),
        (ListingStatus.LISTED, Standing.LISTED),
    ):
        found = [entry for entry in current if entry.status == status]
        if found:
            return ListingState(standing, found[-1], following, application)
    if past or current:
        return ListingState(Standing.LAPSED, (current or past)[-1], following, application)
    applied = application is not None and application.status == ListingApplicationStatus.APPLIED
    standing = Standing.APPLIED if applied else Standing.NOT_LISTED
    return ListingState(standing, None, following, application)


def last_listing(provider_id: int) -> ProviderListing | None:
    """The provider's latest entry on the list."""
    return ProviderListing.objects.filter(provider_id=provider_id).order_by("end", "pk").last()


def open_listings(provider_id: int):
    """The entries that have not ended, also one that begins later."""
    return ProviderListing.objects.filter(provider_id=provider_id, status__in=OPEN)


def listings_of(actor: Actor, provider_id: int):
    """The history of a provider on the list, the latest entry first."""
    entries = ProviderListing.objects.visible_to(actor).filter(provider_id=provider_id)
    return entries.select_related("provider").order_by("-start", "-pk")


def changes_of(case) -> int:
    """How often the status of this entry or application has changed."""
    label = case._meta.label
    return StatusChange.objects.filter(case_type=label, case_id=case.pk).count()


def timeline_of(provider_id: int):
    """What happened to a provider's entries and applications, the newest first."""
    entries = ProviderListing.objects.filter(provider_id=provider_id)
    applications = ListingApplication.objects.filter(provider_id=provider_id)
    return StatusChange.objects.filter(
        Q(case_type=ProviderListing._meta.label, case_id__in=entries.values("pk"))
        | Q(case_type=ListingApplication._meta.label, case_id__in=applications.values("pk"))
    ).order_by("-at", "-pk")
