"""Names and specialties that were taken off the register, and what stands against that."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cet_portal.core.actor import Actor
from compliance.enums import DisputeStatus, ExceptionStatus, RemovalStatus, Stake
from compliance.models import CycleDispute, ExceptionRequest, Removal
from compliance.queries.cycles import period_named
from compliance.rules import Period
from compliance.rules.removing import Ways, ways_left
from registrants import rules as register_rules
from registrants.models import Registrant

TO_UNDO = "undo"
ONE_DAY = timedelta(days=1)


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
    granted = (ExceptionStatus.EXCUSED, ExceptionStatus.LOWERED)
    return upheld, ExceptionRequest.objects.filter(**own, status__in=granted)


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


def standing_removal(registrant_id: int | None, cycle: str, today: date) -> Standing | None:
    """The removal after the cycle that stands for this person; None if there is none."""
    rows = Removal.objects.filter(registrant_id=registrant_id, cycle=cycle)
    found = rows.filter(status=RemovalStatus.REMOVED).first()
    return Standing(found, found.of_day <= today) if found else None


@dataclass(frozen=True, slots=True)
class OwnRemoval:
    """A removal as its person sees it, with what they can do."""

    removal: Removal
    is_in_force: bool
    ways: Ways


def own_removal(
    actor: Actor, registrant: Registrant, among: list[Period], *, today: date
) -> OwnRemoval | None:
    """The last one that stands for the actor, while what it ended is not there again. Nobody is
    asked about of whom nothing has ended."""
    held = [*registrant.entries.all(), *registrant.specialties.all()]
    ends = {each.end + ONE_DAY for each in held if each.end}
    if actor.person_id != registrant.pk or not ends:
        return None
    rows = Removal.objects.filter(registrant=registrant, of_day__in=ends)
    rows = rows.filter(status=RemovalStatus.REMOVED).select_related("act")
    found = rows.order_by("-of_day", "-pk").first()
    period = period_named(found.cycle, among) if found else None
    if found is None or period is None or _is_there_again(found, registrant):
        return None
    return OwnRemoval(found, found.of_day <= today, ways_left(period, found.of_day, today))


def _is_there_again(removal: Removal, registrant: Registrant) -> bool:
    if removal.stake == Stake.NAME:
        return any(each.start >= removal.of_day for each in registrant.entries.all())
    later = [each for each in registrant.specialties.all() if each.start >= removal.of_day]
    return any(each.specialty in removal.specialties for each in later)
