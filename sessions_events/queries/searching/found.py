"""What a search finds, in order, with what a line of the directory shows."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, FloatField, QuerySet, Value, When

from sessions_events.queries.distance import miles_from
from sessions_events.queries.searching.search import ANYWHERE, Search, condition_of

_SHOWN = (
    "ev_number",
    "status",
    "starts_at",
    "ends_at",
    "price",
    "booking_link",
    "contact",
    "session__s_number",
    "session__online",
    "session__venue",
    "session__address",
    "session__town",
    "session__region",
    "session__latitude",
    "provider__name",
    "application__c_number",
    "application__title",
    "application__modality__code",
    "application__modality__name",
    "application__modality__distance",
)


def matching(events: QuerySet, search: Search) -> QuerySet:
    """Those of `events` that the search finds, with `miles` from its place (or None)."""
    return measured(events, search).filter(condition_of(search))


def ordered(events: QuerySet, at: datetime, *, by_distance: bool) -> QuerySet:
    """By when they begin, those that are open by when they end; or the nearest first."""
    moment = Case(When(starts_at__lte=at, then=F("ends_at")), default=F("starts_at"))
    order: list[Any] = [moment, "pk"]
    if by_distance:
        order.insert(0, F("miles").asc(nulls_last=True))
    return events.order_by(*order)


def for_a_list(events: QuerySet) -> QuerySet:
    """With what a line of the directory shows, and without the long texts of an application."""
    return events.only(*_SHOWN).prefetch_related("application__approvals")


def measured(events: QuerySet, search: Search) -> QuerySet:
    """With `miles` from the place of the search, None where there is none."""
    if search.place is None:
        return events.annotate(miles=Value(None, output_field=FloatField()))
    # An online session that has a venue all the same is no nearer for it.
    miles = Case(When(ANYWHERE, then=None), default=miles_from(search.place))
    return events.annotate(miles=miles)
