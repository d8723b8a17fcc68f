"""Reads about people who may be, or become, one."""

from collections.abc import Iterable, Iterator

from django.db.models import Model, QuerySet

from registrants.enums import PointStatus
from registrants.models import (
    AccountRequest,
    AssistedRequest,
    EventMark,
    FeedAddress,
    FormerSurname,
    ImportRow,
    OwnLearning,
    PointEntry,
    Reflection,
    RegisterEntry,
    Registrant,
    Reminder,
    ShareLink,
    SpecialtyEntry,
    StandingInstruction,
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
MOVED = frozenset({*MANY, *SINGLE, *(model for model, _fields in ONCE), StandingInstruction})


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
