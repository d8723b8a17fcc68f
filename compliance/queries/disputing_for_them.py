"""Reads for staff who act about a dispute on somebody's behalf."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, QuerySet

from compliance.enums import DisputeForThem
from compliance.models import CycleDispute, DisputeActForThem
from registrants.models import AssistedRequest


def disputes_of(on: AssistedRequest) -> QuerySet[CycleDispute]:
    """All of the person who wrote or called, the latest first."""
    return CycleDispute.objects.filter(registrant=on.registrant_id).order_by("-pk")


def dispute_to_act_on(on: AssistedRequest, key: int) -> CycleDispute | None:
    """One dispute of the person who wrote or called, to be acted on."""
    return disputes_of(on).select_related("registrant__user").filter(pk=key).first()


def acts_in(dispute: CycleDispute) -> Iterable[DisputeActForThem]:
    """What staff did in it on behalf of its person, the latest first."""
    rows = dispute.for_them.select_related("dispute__registrant", "assisted", "done_by")
    return rows.order_by("-pk")


def day_that_counts(on: AssistedRequest, cycle: str, today: date) -> date:
    """The day by which a dispute is in time: that on which their letter or call came. It serves one
    dispute of the cycle; of another the day of lodging counts, as it does for its person."""
    used = _lodging().filter(assisted=on, dispute__cycle=cycle).exists()
    return today if used else on.received_on


def how_lodged(dispute: CycleDispute) -> DisputeActForThem | None:
    """How staff lodged it on behalf of its person, with who recorded it; None if the person did."""
    return _lodging().filter(dispute=dispute).first()


def with_how_lodged(rows: QuerySet[CycleDispute]) -> QuerySet[CycleDispute]:
    """The same for all of a list, in one statement."""
    return rows.prefetch_related(Prefetch("for_them", queryset=_lodging()))


def _lodging() -> QuerySet[DisputeActForThem]:
    rows = DisputeActForThem.objects.filter(act=DisputeForThem.LODGE)
    return rows.select_related("dispute__registrant", "assisted__recorded_by", "done_by")
