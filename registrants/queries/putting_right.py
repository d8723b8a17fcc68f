"""Reads for an entry on the register that staff recorded wrongly."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from registrants.enums import STUDENTS
from registrants.models import RegisterEntry, SpecialtyEntry

ENTRY, SPECIALTY = "entry", "specialty"


def as_it_stands(entry: RegisterEntry | SpecialtyEntry) -> dict[str, Any]:
    """All that the period says, as plain values."""
    said: dict[str, Any] = {
        "key": entry.pk,
        "start": entry.start.isoformat(),
        "end": entry.end and entry.end.isoformat(),
    }
    if isinstance(entry, SpecialtyEntry):
        return {"of": SPECIALTY, "specialty": entry.specialty, **said}
    return {"of": ENTRY, "profession": entry.profession, "number": entry.number, **said}


def begun_on(registrant_id: int, start: date) -> list[dict[str, Any]]:
    """Entry and specialties of the person that begin on this day, as they stand."""
    entries = RegisterEntry.objects.filter(registrant=registrant_id, start=start)
    entries = entries.exclude(profession__in=STUDENTS).order_by("pk")
    held = SpecialtyEntry.objects.filter(registrant=registrant_id, start=start).order_by("pk")
    return [*map(as_it_stands, entries), *map(as_it_stands, held)]


def as_recorded(
    registrant_id: int, written: Iterable[Mapping[str, Any]]
) -> list[RegisterEntry | SpecialtyEntry] | None:
    """The rows of these periods; None if one of them is gone or says something else by now, other
    than its end."""
    found: list[RegisterEntry | SpecialtyEntry] = []
    for each in written:
        table = RegisterEntry if each["of"] == ENTRY else SpecialtyEntry
        row = table._base_manager.filter(registrant=registrant_id, pk=each["key"]).first()
        if row is None or {**as_it_stands(row), "end": None} != {**each, "end": None}:
            return None
        found.append(row)
    return found


def meets_another(entry: RegisterEntry, start: date) -> bool:
    """Would the entry, begun on this day, lie over another one of the person?"""
    others = RegisterEntry.objects.filter(registrant=entry.registrant_id).exclude(pk=entry.pk)
    others = others.exclude(profession__in=STUDENTS)
    over = others.filter(Q(end__isnull=True) | Q(end__gte=start))
    return (over.filter(start__lte=entry.end) if entry.end else over).exists()


def holds_another(held: SpecialtyEntry, start: date) -> bool:
    """Would the specialty, begun on this day, lie over another time of it?"""
    others = SpecialtyEntry.objects.filter(
        registrant=held.registrant_id, specialty=held.specialty
    ).exclude(pk=held.pk)
    over = others.filter(Q(end__isnull=True) | Q(end__gte=start))
    return (over.filter(start__lte=held.end) if held.end else over).exists()
