"""Reads of the register and the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from cet_portal.accounts.contexts import Context
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.actor import Actor
from cet_portal.core.membership import IsOneOf
from cet_portal.core.notifications import Recipient
from registrants.enums import PointStatus
from registrants.models import (
    FormerSurname,
    PointEntry,
    RegisterEntry,
    Registrant,
    SpecialtyEntry,
)


def contexts_of(user: User) -> Iterable[Context]:
    """Acting as oneself on the register."""
    registrant = Registrant.objects.filter(user=user).first()
    if registrant:
        yield Context(
            key="registrant",
            label=Role.REGISTRANT.label,
            roles=(Role.REGISTRANT,),
            person_id=registrant.pk,
        )


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


def surname_of(registrant_id: int) -> str:
    """The surname as the register spells it, for those who have given it (decisions.md 23)."""
    return Registrant.objects.values_list("surname", flat=True).get(pk=registrant_id)


def surnames_of(keys: Iterable[int]) -> dict[int, str]:
    """The same for many people, by key."""
    people = Registrant.objects.filter(IsOneOf("pk", set(keys)))
    return dict(people.values_list("pk", "surname"))


def on_register(numbers: Iterable[str]) -> dict[str, list[OnRegister]]:
    """The entries of these (normalised) numbers, in three queries however many there are."""
    entries = RegisterEntry.objects.filter(IsOneOf("number", set(numbers)))
    found: dict[str, list[OnRegister]] = {}
    for entry in _known(entries):
        found.setdefault(entry.number, []).append(entry)
    return found


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


def statement_of(actor: Actor):
    """The lines of one's own statement, the newest event first."""
    return PointEntry.objects.visible_to(actor).order_by("-event_date", "-pk")


def statement_between(actor: Actor, first_day: date, last_day: date):
    """The lines of one's own statement whose event lies between these days."""
    return statement_of(actor).filter(event_date__range=(first_day, last_day))


def pending_of(actor: Actor):
    """What one can still accept."""
    return statement_of(actor).filter(status=PointStatus.PENDING)


def to_lapse(today: date):
    """Pending lines whose cycle ended before `today`."""
    return PointEntry.objects.to_lapse(today)


def own_record(actor: Actor) -> Registrant:
    """The person themselves."""
    return Registrant.objects.prefetch_related("entries", "specialties").get(pk=actor.person_id)


def on_register_between(first_day: date, last_day: date):
    """The people with an entry on any day from `first_day` to `last_day`, by surname."""
    there = RegisterEntry.objects.filter(
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


def lines_of(people, first_day: date, last_day: date):
    """The lines of these people whose event lies between these days."""
    return PointEntry.objects.filter(
        registrant__in=people.order_by(), event_date__range=(first_day, last_day)
    )


def uploaded_for(event_reference: str) -> set[int]:
    """The people who have a line for this event that was not taken back."""
    lines = PointEntry.objects.standing().filter(event_reference=event_reference)
    return set(lines.values_list("registrant_id", flat=True))


def recorded_at(event_references: Iterable[str], registrants: Iterable[int]) -> dict[int, str]:
    """Which of these people have a line for one of these events, and for which."""
    lines = PointEntry.objects.standing().filter(
        IsOneOf("registrant_id", set(registrants)), event_reference__in=list(event_references)
    )
    return dict(lines.values_list("registrant_id", "event_reference"))


def lines_for(event_reference: str, registrants: Iterable[int] | None = None):
    """What stands on the statements of these people, or of everybody, for this event."""
    lines = PointEntry.objects.standing().filter(event_reference=event_reference)
    return lines if registrants is None else lines.filter(registrant_id__in=set(registrants))


def people(keys: Iterable[int]):
    """These people."""
    return Registrant.objects.filter(pk__in=set(keys))


def whose(lines: Iterable[int]) -> list[tuple[int, date]]:
    """The person and the day of each of these lines (by key)."""
    found = PointEntry.objects.filter(pk__in=set(lines))
    return list(found.values_list("registrant_id", "event_date"))


def recipients(registrants: Iterable[int]) -> list[Recipient]:
    """Where messages to these people go; those without an account have no address here."""
    people = Registrant.objects.filter(pk__in=set(registrants), user__is_active=True)
    rows = people.order_by("pk").values_list("user__email", "user_id")
    return [Recipient(email, user_id) for email, user_id in rows]


def specialties_held(people) -> dict[int, list[tuple[str, date, date | None]]]:
    """Specialty, first and last day for each of these people (keys, or a query of keys)."""
    held: dict[int, list[tuple[str, date, date | None]]] = {}
    rows = SpecialtyEntry.objects.filter(registrant__in=people)
    for person, *specialty in rows.values_list("registrant_id", "specialty", "start", "end"):
        held.setdefault(person, []).append(tuple(specialty))
    return held


def acceptance_of(event_references: Iterable[str]) -> dict[str, dict[str, int]]:
    """For each event: how many lines there are, pending and accepted; no names."""
    rows = (
        PointEntry.objects.standing()
        .filter(event_reference__in=list(event_references))
        .values("event_reference")
        .annotate(
            lines=Count("pk"),
            pending=Count("pk", filter=Q(status=PointStatus.PENDING)),
            accepted=Count("pk", filter=Q(status=PointStatus.ACCEPTED)),
        )
    )
    return {row["event_reference"]: row for row in rows}


def pending_totals() -> dict[str, int]:
    """How many people have pending points, how many lines, how many points."""
    return PointEntry.objects.filter(status=PointStatus.PENDING).aggregate(
        people=Count("registrant", distinct=True), lines=Count("pk"), points=Sum("total", default=0)
    )


def accepted_share(first_day: date, last_day: date) -> tuple[int, int]:
    """Of the lines whose event lies between these days: how many are accepted, and how many
    there are."""
    standing = PointEntry.objects.standing().filter(event_date__range=(first_day, last_day))
    found = standing.aggregate(
        accepted=Count("pk", filter=Q(status=PointStatus.ACCEPTED)), lines=Count("pk")
    )
    return found["accepted"], found["lines"]


def pending_by_due_date(today: date):
    """For each coming due date: how many lines and people wait; `due_on`, `lines`, `people`."""
    waiting = PointEntry.objects.filter(status=PointStatus.PENDING, due_on__gte=today)
    return (
        waiting.values("due_on")
        .annotate(lines=Count("pk"), people=Count("registrant", distinct=True))
        .order_by("due_on")
    )
