"""Reads about people who may be, or become, one."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Model, QuerySet

from registrants.enums import JoinDifference, PointStatus
from registrants.models import (
    AccountRequest,
    AssistedRequest,
    EventMark,
    FeedAddress,
    FormerSurname,
    ImportRow,
    JoinRequest,
    OwnLearning,
    PointEntry,
    Reflection,
    RegisterEntry,
    Registrant,
    Reminder,
    ShareLink,
    SpecialtyEntry,
    StandingInstruction,
    VoluntaryGrant,
)

# What simply goes along, what a person has once, and what a person has once for something.
MANY = (
    AccountRequest,
    AssistedRequest,
    ImportRow,
    OwnLearning,
    PointEntry,
    RegisterEntry,
    ShareLink,
    SpecialtyEntry,
)
SINGLE = (Reminder, FeedAddress)
ONCE = ((EventMark, ("event_reference",)), (FormerSurname, ("surname_key", "until")))

# Every table here whose rows go along.
MOVED = frozenset(
    {*MANY, *SINGLE, *(model for model, _fields in ONCE), StandingInstruction, VoluntaryGrant}
)


def belongings(person: Registrant) -> Iterator[QuerySet]:
    """The rows that go along with this person, table by table."""
    for model in MANY:
        yield _of(model, person)
    yield _of(StandingInstruction, person).filter(ended_at__isnull=False)


def belongings_besides(kept: Registrant, joined: Registrant) -> Iterator[QuerySet]:
    """The rows of `joined` of which `kept` has none for the same thing."""
    for model, fields in ONCE:
        rows = _of(model, joined)
        for same in _of(model, kept).values(*fields):
            rows = rows.exclude(**same)
        yield rows
    yield _of(StandingInstruction, joined)
    yield _of(VoluntaryGrant, joined)


def doubled(joined: Registrant) -> Iterator[QuerySet]:
    """What is left of them."""
    for model, _fields in ONCE:
        yield _of(model, joined)


def single_belongings(kept: Registrant, joined: Registrant) -> Iterable[tuple[QuerySet, QuerySet]]:
    """What a person has once: that of `joined`, and that of `kept`."""
    return [(_of(model, joined), _of(model, kept)) for model in SINGLE]


def instruction_in_force(person: Registrant) -> QuerySet:
    """The standing instruction of the person, if there is one."""
    return _of(StandingInstruction, person).filter(ended_at__isnull=True)


def grant_that_counts(person: Registrant) -> QuerySet:
    """What the registrar granted the person, if it counts."""
    return _of(VoluntaryGrant, person).filter(replaced_at__isnull=True)


def _of(model: type[Model], person: Registrant) -> QuerySet:
    return model._default_manager.filter(registrant=person)


def lines_for_the_same(kept: Registrant, joined: Registrant) -> list[tuple[PointEntry, PointEntry]]:
    """Pairs of lines that stand for one event, on either side, in the order of their keys."""
    standing = PointEntry.objects.standing()
    others = {line.event_reference: line for line in standing.filter(registrant=joined)}
    lines = standing.filter(registrant=kept, event_reference__in=list(others)).order_by("pk")
    return [(line, others[line.event_reference]) for line in lines]


def is_accepted(line: PointEntry) -> bool:
    """Does the line count?"""
    return line.status == PointStatus.ACCEPTED


def reflections_of(line: PointEntry, *, unless: PointEntry) -> QuerySet:
    """What was written on `line`, if there is nothing on the other."""
    written = Reflection.objects.filter(entry=unless)
    return Reflection.objects.none() if written else Reflection.objects.filter(entry=line)


def maybe_the_same(person: Registrant) -> QuerySet:
    """Others with the same surname, now or before, and the same date of birth."""
    keys = {person.surname_key, *person.former_surnames.values_list("surname_key", flat=True)}
    former = FormerSurname.objects.filter(surname_key__in=keys).values("registrant")
    same_day = Registrant.objects.filter(
        date_of_birth=person.date_of_birth, joined_to__isnull=True
    ).exclude(pk=person.pk)
    named = same_day.filter(surname_key__in=keys) | same_day.filter(pk__in=former)
    return named.order_by("pk")


def without_number() -> QuerySet:
    """People who have a U-reference and are not on the register yet, the newest first."""
    return (
        Registrant.objects.exclude(u_reference="")
        .filter(joined_to__isnull=True, entries__isnull=True)
        .order_by("-pk")
    )


def person(key: int) -> Registrant | None:
    """One person of the register, with numbers and specialties."""
    people = Registrant.objects.prefetch_related("entries", "specialties")
    return people.select_related("user", "joined_to").filter(pk=key).first()


def differences(kept: Registrant, joined: Registrant) -> dict[JoinDifference, tuple]:
    """In what the two differ, with what `joined` and `kept` say. A former surname is as good."""
    found: dict[JoinDifference, tuple] = {}
    if kept.date_of_birth != joined.date_of_birth:
        found[JoinDifference.BIRTHDAY] = joined.date_of_birth, kept.date_of_birth
    if not _surnames(kept) & _surnames(joined):
        found[JoinDifference.SURNAME] = joined.surname, kept.surname
    registers = {entry.profession: entry.get_profession_display() for entry in kept.entries.all()}
    if joined.joining and registers and joined.joining not in registers:
        words = ", ".join(str(label) for label in registers.values())
        found[JoinDifference.REGISTER] = joined.get_joining_display(), words
    return found


def _surnames(person: Registrant) -> set[str]:
    return {person.surname_key, *(each.surname_key for each in person.former_surnames.all())}


def requests_to_join() -> QuerySet[JoinRequest]:
    """Requests that wait for staff, the oldest first."""
    waiting = JoinRequest.objects.filter(answered_at__isnull=True)
    return waiting.select_related("registrant", "other").order_by("pk")


def same_people(people: Iterable[Registrant]) -> dict[int, list[dict]]:
    """For each of these who has surname and date of birth of others: their numbers, and of each
    pair who would stay. A few reads for any number of people."""
    wanted = [person for person in people if not person.joined_to_id]
    days = {person.date_of_birth for person in wanted}
    others = Registrant.objects.filter(date_of_birth__in=days, joined_to__isnull=True)
    known = {each.pk: each for each in others.prefetch_related("entries", "former_surnames")}
    by_day: dict[date, list[Registrant]] = {}
    for each in sorted(known.values(), key=lambda person: person.pk):
        by_day.setdefault(each.date_of_birth, []).append(each)
    found: dict[int, list[dict]] = {}
    for person in wanted:
        own = known[person.pk]
        for other in by_day[person.date_of_birth]:
            if other.pk != own.pk and _surnames(own) & _surnames(other):
                found.setdefault(own.pk, []).append(_pair(own, other))
    return found


def _pair(person: Registrant, other: Registrant) -> dict:
    entries = sorted(other.entries.all(), key=lambda entry: entry.start)
    swap = bool(entries) and not person.entries.all()
    kept, joined = (other, person) if swap else (person, other)
    number = entries[-1].number if entries else other.u_reference
    return {"number": number, "kept": kept.pk, "joined": joined.pk}
