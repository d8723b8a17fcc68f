"""Names and specialties end on the register, of many people at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.membership import IsOneOf
from registrants.enums import STUDENTS
from registrants.models import RegisterEntry, Registrant, SpecialtyEntry
from registrants.services.importing.applying import lock_register

ENTRY, SPECIALTY = "entry", "specialty"
ONE_DAY = timedelta(days=1)


def hold_people(*, people: Collection[int], actor: Actor, at: datetime) -> list[int]:
    """Nobody else writes to the register or to these people until the transaction ends; returns
    those who are there. The register first, as an import takes it, so that the two never meet
    crosswise."""
    lock_register()
    rows = Registrant.objects.filter(IsOneOf("pk", set(people))).order_by("pk")
    return list(rows.select_for_update().values_list("pk", flat=True))


def end_on_register(
    *,
    names: Collection[int],
    specialties: Mapping[int, Collection[str]],
    of_day: date,
    actor: Actor,
    at: datetime,
) -> dict[int, list[dict[str, Any]]]:
    """From `of_day` on these people, or these specialties of theirs, are not on the register.

    With a name its specialties end, too. Returns for each person what was ended: `of` ("entry" or
    "specialty"), its key, what it is of, and the end it had before. In a few statements.
    """
    ended: dict[int, list[dict[str, Any]]] = defaultdict(list)
    in_force = Q(end__isnull=True) | Q(end__gte=of_day)
    entries = RegisterEntry.objects.filter(in_force, IsOneOf("registrant_id", names))
    entries = entries.filter(start__lt=of_day).exclude(profession__in=STUDENTS)
    for entry in entries.order_by("pk"):
        ended[entry.registrant_id].append(
            _as_it_was(ENTRY, entry, profession=entry.profession, number=entry.number)
        )
    everybody = {*names, *specialties}
    held = SpecialtyEntry.objects.filter(in_force, IsOneOf("registrant_id", everybody))
    for each in held.filter(start__lt=of_day).order_by("pk"):
        if each.registrant_id in names or each.specialty in specialties[each.registrant_id]:
            ended[each.registrant_id].append(_as_it_was(SPECIALTY, each, specialty=each.specialty))
    last_day = of_day - ONE_DAY
    RegisterEntry.objects.filter(pk__in=_keys(ended, ENTRY)).update(end=last_day)
    SpecialtyEntry.objects.filter(pk__in=_keys(ended, SPECIALTY)).update(end=last_day)
    audit.copy_many(
        "register.end",
        Registrant._meta.label,
        (
            (person, "", {"of_day": of_day.isoformat(), "ended": what})
            for person, what in ended.items()
        ),
        actor=actor,
        at=at,
    )
    return dict(ended)


def take_back_end(
    *,
    registrant: Registrant,
    ended: Iterable[Mapping[str, Any]],
    of_day: date,
    actor: Actor,
    at: datetime,
) -> None:
    """What `end_on_register` ended on `of_day` ends as it did before. What has got another end
    meanwhile keeps that. Call it under `hold_people`."""
    last_day = of_day - ONE_DAY
    tables = {ENTRY: RegisterEntry, SPECIALTY: SpecialtyEntry}
    again = [dict(each) for each in ended]
    for each in again:
        rows = tables[each["of"]]._base_manager.filter(registrant=registrant, pk=each["key"])
        rows.filter(end=last_day).update(end=each["end"] and date.fromisoformat(each["end"]))
    audit.record(
        "register.take_back_end",
        registrant,
        actor=actor,
        at=at,
        of_day=of_day.isoformat(),
        ended=again,
    )


def _as_it_was(of: str, row: RegisterEntry | SpecialtyEntry, **words: str) -> dict[str, Any]:
    return {"of": of, "key": row.pk, "end": row.end and row.end.isoformat(), **words}


def _keys(ended: Mapping[int, list[dict[str, Any]]], of: str) -> list[int]:
    return [each["key"] for what in ended.values() for each in what if each["of"] == of]
