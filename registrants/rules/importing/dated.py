"""What has dates: entries and specialties of one person, in the file and on the register."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registrants.enums import Difference
from registrants.rules.importing.grouping import Group
from registrants.rules.importing.known import Found, KnownEntry, KnownPerson, KnownSpecialty, Plan
from registrants.rules.importing.rows import Said

D = Difference
ONE_DAY = timedelta(days=1)


def compare_entries(
    group: Group, handle: int, found: dict[int, Found], plan: Plan, *, doubt: bool
) -> set[int]:
    """Each row beside the entry that it is about; returns the keys of entries accounted for.

    A row that overlaps with an entry of another number which began before it ends that one the
    day before: a number has changed. One that began later makes the row senseless. With `doubt`
    nothing that is not in the file is ended.
    """
    person = group.person
    if person is None:
        for row in group.rows:
            plan.entries_new.append((handle, row.register, row.number, row.start, row.end))
            found[row.line].add(D.NEW, **_said(row))
        return set()
    pairs, fresh = _pairs(group.rows, person)
    rest = [entry for entry in person.entries if entry.key not in {e.key for _row, e in pairs}]
    closed: dict[int, date] = {}
    for row in group.rows:
        for entry in rest:
            if entry.key in closed or not _overlap(row, entry):
                continue
            if entry.start >= row.start or entry.number == row.number or doubt:
                words = {"number": entry.number, "day": date_format(entry.start, "j F Y")}
                row.complain(
                    _(
                        "The time from “From” to “To” overlaps with the entry %(number)s from "
                        "%(day)s on the register."
                    )
                    % words
                )
            else:
                closed[entry.key] = row.start - ONE_DAY
    if any(row.wrong for row in group.rows):
        return set()
    for row, entry in pairs:
        _changed(row, entry, person, found[row.line], plan)
    for entry in rest:
        if entry.key in closed:
            plan.entries_changed.append((entry.key, entry.register, entry.start, closed[entry.key]))
    for row in fresh:
        _entered(row, handle, person, found[row.line], plan)
    return {entry.key for _row, entry in pairs} | set(closed)


def _pairs(
    rows: list[Said], person: KnownPerson
) -> tuple[list[tuple[Said, KnownEntry]], list[Said]]:
    """Rows with their entries: of the same number and first day; else the only one left of the
    number that overlaps, whose first day is corrected."""
    by_start = {(entry.number, entry.start): entry for entry in person.entries}
    pairs = [
        (row, by_start[row.number, row.start])
        for row in rows
        if (row.number, row.start) in by_start
    ]
    taken = {entry.key for _row, entry in pairs}
    fresh = []
    for row in rows:
        if (row.number, row.start) in by_start:
            continue
        alike = [
            entry
            for entry in person.entries
            if entry.key not in taken and entry.number == row.number and _overlap(row, entry)
        ]
        if len(alike) == 1:
            pairs.append((row, alike[0]))
            taken.add(alike[0].key)
        else:
            fresh.append(row)
    return pairs, fresh


def _overlap(one: Said | KnownEntry, other: KnownEntry) -> bool:
    return (other.end is None or one.start <= other.end) and (
        one.end is None or other.start <= one.end
    )


def _changed(row: Said, entry: KnownEntry, person: KnownPerson, found: Found, plan: Plan) -> None:
    now = row.register, row.start, row.end
    if now == (entry.register, entry.start, entry.end):
        return
    plan.entries_changed.append((entry.key, *now))
    if row.register != entry.register:
        found.add(D.CHANGED, register=(entry.register, row.register))
    if row.start != entry.start:
        found.add(D.CHANGED, start=(entry.start, row.start))
    if row.end != entry.end:
        difference = D.CHANGED
        if entry.end is None:
            difference = D.LEFT
        elif row.end is None:
            difference = D.RESTORED
        found.add(difference, end=(entry.end, row.end))


def _entered(row: Said, handle: int, person: KnownPerson, found: Found, plan: Plan) -> None:
    """One more entry of somebody who is known."""
    plan.entries_new.append((handle, row.register, row.number, row.start, row.end))
    if not person.entries:
        found.add(D.NEW, number=(person.u_reference, row.number), **_said(row))
        return
    before = max(person.entries, key=lambda entry: entry.start)
    if row.start < before.start:
        found.add(D.CHANGED, start=("", row.start), end=("", row.end))
        return
    if before.end is not None and before.end < row.start - ONE_DAY:
        found.add(D.RESTORED, start=("", row.start))
    if row.number not in {entry.number for entry in person.entries}:
        found.add(D.NUMBER_CHANGED, number=(before.number, row.number))
    if not found.differences:
        found.add(D.CHANGED, start=("", row.start), end=("", row.end))


def compare_specialties(
    group: Group,
    handle: int,
    found: dict[int, Found],
    plan: Plan,
    *,
    of_day: date,
    told: Collection[str],
) -> list[int]:
    """Specialties of all rows of the person beside those on the register; returns the keys of
    those that end. `told`: specialties whose absence says that they are not held."""
    said: dict[tuple[str, date], tuple[date | None, int]] = {}
    for row in group.rows:
        for specialty, (start, end) in row.specialties.items():
            said[specialty, start] = end, row.line
    there = {(each.specialty, each.start): each for each in _held(group)}
    left = [each for key, each in there.items() if key not in said]
    ended = []
    for (specialty, start), (end, line) in said.items():
        known = there.get((specialty, start)) or _corrected(specialty, start, end, left)
        if known is None:
            plan.specialties_new.append((handle, specialty, start, end))
            found[line].add(D.SPECIALTY_ADDED, **{specialty: ("", _period(start, end))})
            if start < _first_day(group):
                found[line].add(D.SPECIALTY_ADDED, early=("", specialty))
        elif (known.start, known.end) != (start, end):
            plan.specialties_changed.append((known.key, start, end))
            ends = known.end is None and end is not None
            if ends:
                ended.append(known.key)
            found[line].add(
                D.SPECIALTY_ENDED if ends else D.CHANGED,
                **{specialty: (_period(known.start, known.end), _period(start, end))},
            )
    last = of_day - ONE_DAY
    for each in left:
        if each.specialty in told and each.covers(of_day) and each.start <= last:
            plan.specialties_changed.append((each.key, each.start, last))
            ended.append(each.key)
            found[group.last.line].add(
                D.SPECIALTY_ENDED,
                **{each.specialty: (_period(each.start, each.end), _period(each.start, last))},
            )
    return ended


def _said(row: Said) -> dict[str, tuple[str, object]]:
    """What an entry says that was not there."""
    said: dict[str, tuple[str, object]] = {
        "register": ("", row.register),
        "start": ("", row.start),
    }
    return {**said, "end": ("", row.end)} if row.end else said


def _first_day(group: Group) -> date:
    """On which the person was on the register first, by the file and the register."""
    known = group.person.entries if group.person else []
    return min([*(row.start for row in group.rows), *(entry.start for entry in known)])


def _held(group: Group) -> list[KnownSpecialty]:
    return group.person.specialties if group.person else []


def _corrected(
    specialty: str, start: date, end: date | None, left: list[KnownSpecialty]
) -> KnownSpecialty | None:
    """The only one that overlaps, whose first day is corrected; taken out of `left`."""
    alike = [
        each
        for each in left
        if each.specialty == specialty
        and (each.end is None or start <= each.end)
        and (end is None or each.start <= end)
    ]
    if len(alike) != 1:
        return None
    left.remove(alike[0])
    return alike[0]


def _period(start: date, end: date | None) -> str:
    return f"{start.isoformat()} – {end.isoformat() if end else ''}"
