"""Reads of the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cet_portal.core.membership import IsOneOf
from registrants import rules
from registrants.enums import STUDENTS
from registrants.models import FormerSurname, RegisterEntry, Registrant, SpecialtyEntry

NONE_HELD: frozenset[str] = frozenset()


@dataclass(slots=True)
class OnRegister:
    """What an upload may know of a number: never a name to show (decisions.md 23).

    `former`: keys of earlier surnames with the last day of each.
    """

    registrant_id: int
    number: str
    surname_key: str
    profession: str
    start: date
    end: date | None
    specialties: tuple[tuple[str, date, date | None], ...]
    former: tuple[tuple[str, date], ...] = ()

    def registered_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def specialties_on(self, day: date) -> frozenset[str]:
        """The specialties held on `day`."""
        if not self.specialties:
            return NONE_HELD
        return frozenset(
            specialty
            for specialty, start, end in self.specialties
            if start <= day and (end is None or day <= end)
        )

    def had_surname_until(self, key: str) -> date | None:
        """The last day of this former surname; None if it was none."""
        if not self.former:
            return None
        return max((until for former, until in self.former if former == key), default=None)


def on_register(numbers: Iterable[str]) -> dict[str, list[OnRegister]]:
    """The entries of these (normalised) numbers, in three queries however many there are; two
    more where U-references are among them."""
    entries = RegisterEntry.objects.filter(IsOneOf("number", set(numbers)))
    found: dict[str, list[OnRegister]] = {}
    for entry in [*_known(entries), *_with_reference(numbers)]:
        found.setdefault(entry.number, []).append(entry)
    return found


def _with_reference(numbers: Iterable[str]) -> list[OnRegister]:
    """People under their U-references, for general points of the profession they are joining.

    Whoever has joined the register since is still found under it (docs/adr/0029).
    """
    references = {number for number in numbers if rules.is_u_reference(number)}
    if not references:
        return []
    rows = Registrant.objects.filter(u_reference__in=references).select_related("joined_to")
    people = [(row, row.joined_to or row) for row in rows.order_by("pk")]
    former: dict[int, list] = {}
    names = FormerSurname.objects.filter(registrant__in=[now.pk for _row, now in people])
    for person, *name in names.values_list("registrant_id", "surname_key", "until"):
        former.setdefault(person, []).append(tuple(name))
    return [
        OnRegister(
            registrant_id=now.pk,
            number=row.u_reference,
            surname_key=now.surname_key,
            profession=row.joining,
            start=date.min,
            end=None,
            specialties=(),
            former=tuple(former.get(now.pk, ())),
        )
        for row, now in people
    ]


def _known(rows) -> list[OnRegister]:
    entries = list(
        rows.order_by("start", "pk").values_list(
            "registrant_id", "number", "registrant__surname_key", "profession", "start", "end"
        )
    )
    people = {entry[0] for entry in entries}
    specialties: dict[int, list] = {}
    held = SpecialtyEntry.objects.filter(IsOneOf("registrant_id", people))
    for person, *specialty in held.values_list("registrant_id", "specialty", "start", "end"):
        specialties.setdefault(person, []).append(tuple(specialty))
    former: dict[int, list] = {}
    names = FormerSurname.objects.filter(IsOneOf("registrant_id", people))
    for person, *name in names.values_list("registrant_id", "surname_key", "until"):
        former.setdefault(person, []).append(tuple(name))
    return [
        OnRegister(
            *entry,
            specialties=tuple(specialties.get(entry[0], ())),
            former=tuple(former.get(entry[0], ())),
        )
        for entry in entries
    ]


def surname_of(registrant_id: int) -> str:
    """The surname as the register spells it, for those who have given it (decisions.md 23)."""
    return Registrant.objects.values_list("surname", flat=True).get(pk=registrant_id)


def surnames_of(keys: Iterable[int]) -> dict[int, str]:
    """The same for many people, by key."""
    people = Registrant.objects.filter(IsOneOf("pk", set(keys)))
    return dict(people.values_list("pk", "surname"))


def on_register_between(first_day: date, last_day: date):
    """Who must collect points on any day from `first_day` to `last_day`, by surname."""
    there = RegisterEntry.objects.exclude(profession__in=STUDENTS).filter(
        Q(end__isnull=True) | Q(end__gte=first_day), start__lte=last_day
    )
    return Registrant.objects.filter(pk__in=there.values("registrant")).order_by(
        "surname_key", "forenames", "pk"
    )


def entries_of(people):
    """Every entry on the register of these people."""
    return RegisterEntry.objects.filter(registrant__in=people.order_by())


def specialties_of(people):
    """Every specialty of these people."""
    return SpecialtyEntry.objects.filter(registrant__in=people.order_by())


def specialties_held(people) -> dict[int, list[tuple[str, date, date | None]]]:
    """Specialty, first and last day for each of these people (keys, or a query of keys)."""
    held: dict[int, list[tuple[str, date, date | None]]] = {}
    rows = SpecialtyEntry.objects.filter(registrant__in=people)
    for person, *specialty in rows.values_list("registrant_id", "specialty", "start", "end"):
        held.setdefault(person, []).append(tuple(specialty))
    return held


def people(keys: Iterable[int]):
    """These people."""
    return Registrant.objects.filter(pk__in=set(keys))


def number_on(registrant_id: int, day: date) -> str:
    """The person's number on `day`; the latest one where there was none that day, and for those
    who have none what they collect points under."""
    entries = list(RegisterEntry.objects.filter(registrant_id=registrant_id).order_by("start"))
    on_the_day = [
        each for each in entries if each.start <= day and (each.end is None or day <= each.end)
    ]
    if entries:
        return (on_the_day or entries)[-1].number
    return Registrant.objects.values_list("u_reference", flat=True).get(pk=registrant_id)


def in_force(day: date):
    """Entries of those who must collect points, in force on `day`."""
    entries = RegisterEntry.objects.exclude(profession__in=STUDENTS)
    return entries.filter(Q(end__isnull=True) | Q(end__gte=day), start__lte=day)


def number_is_of(number: str) -> set[int]:
    """The people who ever had this number."""
    entries = RegisterEntry.objects.filter(number=number)
    return set(entries.values_list("registrant_id", flat=True))
