"""Which rows of a file are about the same person, and who that is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registrants.rules.importing.known import Known, KnownPerson, first_name
from registrants.rules.importing.rows import NONE, Said


@dataclass(slots=True)
class Group:
    """The rows of one person, by their first day; `person` None: not known yet."""

    rows: list[Said]
    person: KnownPerson | None = None

    @property
    def last(self) -> Said:
        return self.rows[-1]


def refuse_twice(rows: Sequence[Said]) -> None:
    """The same number and first day a second time: of two that say the same one is enough, of
    two that differ neither is believed."""
    first: dict[tuple[str, object], Said] = {}
    for row in rows:
        if row.wrong:
            continue
        there = first.setdefault((row.number, row.start), row)
        if there is row:
            continue
        words = {"number": row.number, "line": there.line, "other": row.line}
        same = _facts(there) == _facts(row)
        row.complain(
            _("%(number)s with the same “From” stands in line %(line)s already.") % words
            if same
            else _("Line %(line)s says something else about %(number)s with the same “From”.")
            % words
        )
        if not same and not there.wrong:
            there.complain(
                _("Line %(other)s says something else about %(number)s with the same “From”.")
                % words
            )


def _facts(row: Said) -> tuple[object, ...]:
    return (
        row.previous,
        row.forenames,
        row.surname,
        row.born,
        row.register,
        row.end,
        sorted(row.specialties.items(), key=lambda each: each[0]),
    )


def groups_of(rows: Iterable[Said], known: Known) -> list[Group]:
    """Good rows by person. Rows that contradict each other, or the register, get a complaint and
    are in no group.
    """
    good = [row for row in rows if not row.wrong]
    in_file = {row.number for row in good}
    for row in good:
        _check_previous(row, in_file, known)
    together = _Together()
    for row in good:
        if row.wrong:
            continue
        together.join(row.number, row.number)
        if row.previous and row.previous != NONE:
            together.join(row.number, row.previous)
    by_group: dict[str, list[Said]] = defaultdict(list)
    for row in good:
        if not row.wrong:
            by_group[together.root(row.number)].append(row)
    groups = [_group(each, known) for each in by_group.values()]
    return [group for group in groups if group.rows]


def _check_previous(row: Said, in_file: set[str], known: Known) -> None:
    if not row.previous or row.previous == NONE:
        return
    if row.previous not in in_file and row.previous not in known.numbers:
        sentence = _(
            "“Previous number”: %(number)s is neither on the register nor in a good row of the "
            "file. Add a row for it, or leave the cell empty."
        )
        row.complain(sentence % {"number": row.previous})


class _Together:
    """Numbers that belong to the same person."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {}

    def root(self, number: str) -> str:
        self.above.setdefault(number, number)
        while self.above[number] != number:
            self.above[number] = self.above[self.above[number]]
            number = self.above[number]
        return number

    def join(self, one: str, other: str) -> None:
        self.above[self.root(one)] = self.root(other)


def _group(rows: list[Said], known: Known) -> Group:
    rows.sort(key=lambda row: (row.start, row.line))
    numbers = {row.number for row in rows} | {row.previous for row in rows} - {"", NONE}
    people = set().union(*(known.numbers.get(number, set()) for number in numbers))
    if len(people) > 1:
        complain(
            rows,
            _(
                "%(numbers)s belong to two people on the register. Join the two first, if they "
                "are one."
            )
            % {"numbers": ", ".join(sorted(numbers))},
        )
        return Group([])
    group = Group(_of_one_mind(rows), known.people[people.pop()] if people else None)
    if group.person:
        _refuse_somebody_else(group, group.person)
    else:
        _refuse_look_alike(group, known)
    _refuse_overlaps(group)
    group.rows = [row for row in group.rows if not row.wrong]
    return group


def _of_one_mind(rows: list[Said]) -> list[Said]:
    """Rows of one person say the same name and birthday; the latest is believed."""
    last = rows[-1]
    for row in rows[:-1]:
        if row.born != last.born or row.surname_key != last.surname_key:
            words = {"line": last.line}
            row.complain(
                _("Line %(line)s is about the same person and says another date of birth.") % words
                if row.born != last.born
                else _("Line %(line)s is about the same person and says another surname.") % words
            )
    return [row for row in rows if not row.wrong]


def _refuse_somebody_else(group: Group, person: KnownPerson) -> None:
    if not group.rows:
        return
    last = group.last
    if last.born == person.born:
        return
    if last.surname_key in {person.surname_key, *person.former}:
        return
    complain(
        group.rows,
        _(
            "“Registration number”: on the register %(number)s is somebody else, with another "
            "surname and another date of birth."
        )
        % {"number": last.number},
    )


def _refuse_look_alike(group: Group, known: Known) -> None:
    """Somebody new who has name and birthday of somebody there is: who it is has to be said."""
    if not group.rows or any(row.previous == NONE for row in group.rows):
        return
    last = group.last
    alike = known.alike.get((last.born, last.surname_key, first_name(last.forenames)), ())
    if alike:
        complain(
            group.rows,
            _(
                "Somebody with this name and date of birth is known as %(number)s. If it is the "
                "same person, put that number under “Previous number”; if not, put “none” there."
            )
            % {"number": known.people[alike[0]].number},
        )


def _refuse_overlaps(group: Group) -> None:
    for earlier, later in zip(group.rows, group.rows[1:], strict=False):
        if earlier.end is None or later.start <= earlier.end:
            for row, other in ((earlier, later), (later, earlier)):
                row.complain(
                    _("The time from “From” to “To” overlaps with that of line %(line)s.")
                    % {"line": other.line}
                )


def complain(rows: Iterable[Said], sentence: str) -> None:
    """The same about each row that nothing stands against yet."""
    for row in rows:
        if not row.wrong:
            row.complain(sentence)
