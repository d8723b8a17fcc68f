"""The rows of a file beside the register: what each would change.

Pure, and the same file beside the same register always gives the same plan: the preview shows it,
and taking over makes it anew and compares.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from registrants.enums import Difference, ImportKind
from registrants.rules.identity import normalise_number
from registrants.rules.importing import columns
from registrants.rules.importing.dated import compare_entries, compare_specialties
from registrants.rules.importing.grouping import Group, complain, groups_of, refuse_twice
from registrants.rules.importing.known import Found, Known, KnownPerson, Plan
from registrants.rules.importing.rows import Said

D = Difference


def compare(
    rows: list[Said], known: Known, *, kind: str, of_day: date, specialties: Collection[str]
) -> Plan:
    """What these rows would change of the register as it is known.

    `specialties`: those that the file has a column for; others stay as they are. A full register
    ends, with the day before `of_day`, what is in force and not in it; but nothing of somebody
    whose row makes no sense.
    """
    refuse_twice(rows)
    groups = groups_of(rows, known)
    plan = Plan(rows=len(rows))
    lines: dict[int, Found] = {}
    ended: list[int] = []
    seen: set[int] = set()
    full = kind == ImportKind.FULL
    doubted = _doubted(rows, groups, known)
    for number, group in enumerate(groups, start=1):
        handle = group.person.key if group.person else -number
        found = {row.line: Found(row.line, row.number, person=_key(group)) for row in group.rows}
        doubt = handle in doubted
        entries = compare_entries(group, handle, found, plan, doubt=doubt)
        if any(row.wrong for row in group.rows):
            # It overlaps with what the register has: nothing about this person is taken over.
            complain(group.rows, _("Another line about the same person makes no sense."))
            doubted.add(handle)
            seen.add(handle)
            continue
        _identity(group, handle, found[group.last.line], plan, of_day)
        ended += compare_specialties(
            group, handle, found, plan, of_day=of_day, told=() if doubt else specialties
        )
        if group.person:
            seen.add(handle)
            if full and not doubt:
                _ends(group.person, entries, plan, lines, of_day)
        for row in group.rows:
            found[row.line].values = _name(row)
        _note(handle, group.last.number, found.values(), plan)
        lines.update(found)
    if full:
        for person in known.people.values():
            if person.key not in seen and person.key not in doubted:
                _ends(person, set(), plan, lines, of_day)
    _senseless(rows, known, lines)
    plan.found = sorted(
        (found for found in lines.values() if found.differences),
        key=lambda found: (found.line <= 0, abs(found.line)),
    )
    for each in plan.found:
        each.line = max(each.line, 0)
    senseful = [row for row in rows if not row.wrong]
    plan.unchanged = sum(1 for row in senseful if not lines[row.line].differences)
    plan.share = _share(plan, known, len(ended), of_day)
    return plan


def _name(of: Said | KnownPerson) -> dict[str, str]:
    """Who it is, for whoever looks at the preview."""
    return {columns.SURNAME: of.surname[:150], columns.FORENAMES: of.forenames[:150]}


def _key(group: Group) -> int | None:
    return group.person.key if group.person else None


def _identity(group: Group, handle: int, found: Found, plan: Plan, of_day: date) -> None:
    """Names and date of birth."""
    said, person = group.last, group.person
    facts = handle, said.forenames, said.surname, said.surname_key, said.born
    if person is None:
        plan.people_new.append(facts)
        return
    before = person.forenames, person.surname, person.surname_key, person.born
    if before == facts[1:]:
        return
    plan.people_changed.append(facts)
    if person.surname_key != said.surname_key:
        found.add(D.NAME_CHANGED, surname=(person.surname, said.surname))
        # Until the day before the file's, from which on the new one is known.
        until = of_day - timedelta(days=1)
        plan.former.append((handle, person.surname, person.surname_key, until))
    elif person.surname != said.surname:
        found.add(D.CHANGED, surname=(person.surname, said.surname))
    if person.forenames != said.forenames:
        found.add(D.CHANGED, forenames=(person.forenames, said.forenames))
    if person.born != said.born:
        found.add(D.CHANGED, born=(person.born, said.born))


def _ends(
    person: KnownPerson, kept: set[int], plan: Plan, lines: dict[int, Found], of_day: date
) -> None:
    """Entries in force that a full register does not have any more. Newer ones stay."""
    last = of_day - timedelta(days=1)
    for entry in person.entries:
        if entry.key in kept or not entry.covers(of_day) or entry.start > last:
            continue
        plan.entries_changed.append((entry.key, entry.register, entry.start, last))
        # Below 0, so that it is told from a row; shown as line 0.
        found = lines.setdefault(-entry.key, Found(-entry.key, entry.number, person=person.key))
        found.values = _name(person)
        found.add(
            D.LEFT,
            register=("", entry.register),
            start=("", entry.start),
            end=(entry.end, last),
        )
        _note(person.key, entry.number, [found], plan)


def _note(handle: int, number: str, found: Iterable[Found], plan: Plan) -> None:
    differences = {difference for each in found for difference in each.differences}
    if not differences:
        return
    there = plan.touched.get(handle, (number, []))
    plan.touched[handle] = there[0], sorted({*there[1], *differences})


def _doubted(rows: Iterable[Said], groups: Iterable[Group], known: Known) -> set[int]:
    """Whom rows without sense may be about: by number, or by name and date of birth. Who has a row
    that makes sense is known by what it says, before it is taken over as afterwards."""
    doubted: set[int] = set()
    by_name: dict[tuple[date, str], list[int]] = {}
    wrong = [row for row in rows if row.wrong]
    if wrong:
        said = {group.person.key: group.last for group in groups if group.person}
        for (born, key, _first), people in known.alike.items():
            for person in people:
                day = said[person].born if person in said else born
                by_name.setdefault((day, key), []).append(person)
        for person, row in said.items():
            by_name.setdefault((row.born, row.surname_key), []).append(person)
    for row in wrong:
        number = row.number or normalise_number(row.shown_number)
        for each in (number, row.previous):
            doubted |= known.numbers.get(each or "", set())
        doubted.update(by_name.get((row.born, row.surname_key), ()))
    return doubted


def _senseless(rows: Iterable[Said], known: Known, lines: dict[int, Found]) -> None:
    for row in rows:
        if row.wrong:
            people = known.numbers.get(row.number, set())
            lines[row.line] = Found(
                row.line,
                row.number or row.shown_number,
                [D.SENSELESS.value],
                person=min(people, default=None),
                values=_name(row),
                reason=" ".join(row.wrong),
            )


def _share(plan: Plan, known: Known, specialties_ended: int, of_day: date) -> int:
    """Of the entries, or of the specialties, in force: the larger share that ends, rounded up."""
    there = {entry.key: entry for entry in known.entries_on(of_day)}
    # Where another number follows the next day, nobody leaves.
    begun = {(person, start) for person, _register, _number, start, _end in plan.entries_new}
    ends = sum(
        1
        for key, _register, _start, end in plan.entries_changed
        if key in there
        and end is not None
        and end < of_day
        and (there[key].person, end + timedelta(days=1)) not in begun
    )
    held = sum(
        specialty.covers(of_day)
        for person in known.people.values()
        for specialty in person.specialties
    )
    shares = ((ends, len(there)), (specialties_ended, held))
    return max(-(-1000 * part // whole) if whole else 0 for part, whole in shares)
