"""Names and specialties that were taken off the register, and what stands against that."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cet_portal.core.actor import Actor
from compliance.enums import EXCEPTION_GRANTED, DisputeStatus, RemovalStatus
from compliance.models import CycleDispute, ExceptionRequest, Removal
from compliance.queries.exceptions import lowering_of, standing_of
from compliance.rules.lowering import Recorded, recorded_shortfalls
from registrants import rules as register_rules

TO_UNDO = "undo"


def removals_visible_to(actor: Actor):
    """Names and specialties that were taken off, the newest first."""
    rows = Removal.objects.visible_to(actor).select_related("registrant", "run", "act")
    return rows.order_by("-removed_at", "-pk")


def removal_list(actor: Actor, *, status: str = "", cycle: str = "", words: str = ""):
    """In one status, or `TO_UNDO`; after a cycle; of somebody."""
    rows = removals_visible_to(actor)
    if status == TO_UNDO:
        rows = rows.filter(_asked_for_undoing())
    elif status:
        rows = rows.filter(status=status)
    if cycle:
        rows = rows.filter(cycle=cycle)
    if words.strip():
        key = register_rules.surname_key(words)
        fits = Q(number=register_rules.normalise_number(words) or words.strip().upper())
        rows = rows.filter(fits | Q(registrant__surname_key__startswith=key) if key else fits)
    return rows.annotate(surname=F("registrant__surname"))


def _asked_for_undoing() -> Q:
    """Those that stand though a dispute was upheld or an exception granted since: the record or
    what is required is another now."""
    upheld, excused = _since(
        registrant=OuterRef("registrant"),
        cycle=OuterRef("cycle"),
        decided_at__gt=OuterRef("removed_at"),
    )
    return Q(status=RemovalStatus.REMOVED) & (Exists(upheld) | Exists(excused))


def _since(**own: Any) -> tuple[QuerySet[CycleDispute], QuerySet[ExceptionRequest]]:
    upheld = CycleDispute.objects.filter(**own, status=DisputeStatus.UPHELD)
    granted = ExceptionRequest.objects.filter(**own, status__in=EXCEPTION_GRANTED)
    return upheld, granted.standing()


def speak_against(actor: Actor, removal: Removal) -> list[CycleDispute | ExceptionRequest]:
    """The dispute that was upheld, and the exception that was granted, after this removal, which
    stands still, as far as the actor may see them."""
    if removal.status != RemovalStatus.REMOVED:
        return []
    upheld, excused = _since(
        registrant=removal.registrant_id, cycle=removal.cycle, decided_at__gt=removal.removed_at
    )
    rows = upheld.visible_to(actor), excused.visible_to(actor)
    return [each for found in rows for each in found.order_by("pk")]


@dataclass(frozen=True, slots=True)
class Standing:
    """The removal after a cycle that stands for somebody, seen on a day."""

    removal: Removal
    is_in_force: bool


def shortfalls_of(removal: Removal) -> list[Recorded]:
    """What was missing as it was recorded, with what an exception asks instead today."""
    request = standing_of(removal.cycle, [removal.registrant_id]).get(removal.registrant_id)
    return recorded_shortfalls(removal.shortfalls, lowering_of(request))


def standing_removal(registrant_id: int | None, cycle: str, today: date) -> Standing | None:
    """The removal after the cycle that stands for this person; None if there is none."""
    rows = Removal.objects.filter(registrant_id=registrant_id, cycle=cycle)
    found = rows.filter(status=RemovalStatus.REMOVED).first()
    return Standing(found, found.of_day <= today) if found else None
