"""The group of a peer review: from lines as they were typed to people, audiences, sentences."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cet_portal.scheme import limits
from cet_portal.scheme.enums import THERAPEUTIC, Profession, Specialty
from registrants import rules as register_rules
from sessions_events.enums import ReviewAbout
from sessions_events.rules.earning import audience_of
from sessions_events.rules.register import Entry, Found

_PARTED = re.compile(r"[,;\t]|\s+")
_OTHER_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as they were named: `line` counts from 1; the leader is line 0."""

    line: int
    number: str
    surname: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the group whom the register has."""

    registrant_id: int
    number: str
    surname: str
    profession: str
    specialties: frozenset[str]


def named(text: str) -> tuple[list[Named], list[str]]:
    """The people of a text with one number and surname a line, and a sentence for each line that
    does not hold both."""
    people, wrong = [], []
    for line, words in enumerate(text.splitlines(), start=1):
        if not words.strip():
            continue
        parts = _PARTED.split(_OTHER_DASHES.sub("-", words.strip()), maxsplit=1)
        number = register_rules.normalise_number(parts[0])
        surname = parts[1].strip(" ,;\t") if len(parts) > 1 else ""
        if number is None or not register_rules.surname_key(surname):
            wrong.append(
                _("Line %(line)d: enter a number and a surname, for example “%(how)s”")
                % {"line": line, "how": "01-12345 Smith"}
            )
        else:
            people.append(Named(line, number, surname))
    return people, wrong


def members(people: Iterable[Named], register: Found, day: date) -> tuple[list[Member], list[str]]:
    """Those whom the register has on `day`, and a sentence for each who is not one.

    Number and surname match or they do not: nothing says which of them is wrong, and no name is
    given (decisions.md 23).
    """
    found: list[Member] = []
    wrong: list[str] = []
    seen: set[int] = set()
    for one in people:
        entry, sentence = _on_register(one, register.get(one.number, ()), day)
        if entry is None:
            wrong.append(sentence)
        elif entry.registrant_id in seen:
            wrong.append(
                _("Line %(line)d: %(number)s is in the group already")
                % {"line": one.line, "number": one.number}
            )
        else:
            seen.add(entry.registrant_id)
            found.append(
                Member(
                    entry.registrant_id,
                    entry.number,
                    one.surname,
                    entry.profession,
                    entry.specialties_on(day),
                )
            )
    return found, wrong


def _on_register(one: Named, entries: Sequence[Entry], day: date) -> tuple[Entry | None, str]:
    key = register_rules.surname_key(one.surname)
    words = {"line": one.line, "number": one.number}
    fitting = [
        entry
        for entry in entries
        if entry.surname_key == key or entry.had_surname_until(key) is not None
    ]
    if not fitting:
        return None, _("Line %(line)d: number %(number)s and the surname do not match") % words
    there = next((entry for entry in fitting if entry.registered_on(day)), None)
    if there is None:
        return None, _("Line %(line)d: %(number)s is not on the register on that day") % words
    if there.profession not in Profession.values:
        return None, _("Line %(line)d: %(number)s is a student, who collects no points") % words
    return there, ""


def size_problem(people: int) -> str:
    """The sentence for a group that is too small or too large, its leader counted; else empty."""
    if limits.PEER_REVIEW_LEAST_PEOPLE <= people <= limits.PEER_REVIEW_MOST_PEOPLE:
        return ""
    return _(
        "The group has to be %(least)d to %(most)d people, you among them: name %(fewest)d to "
        "%(others)d others"
    ) % {
        "least": limits.PEER_REVIEW_LEAST_PEOPLE,
        "most": limits.PEER_REVIEW_MOST_PEOPLE,
        "fewest": limits.PEER_REVIEW_LEAST_PEOPLE - 1,
        "others": limits.PEER_REVIEW_MOST_PEOPLE - 1,
    }


def audiences_of(group: Iterable[Member], about: str) -> list[str]:
    """The audiences that the group needs, in a steady order: each person earns for one.

    Whoever holds the specialty that the review is about earns for the specialty's audience, and
    everybody else for that of their profession (contracts/assess.md, PEER_REVIEW).
    """
    wanted = SPECIALTIES_OF[about]
    needed = {audience_of(one.profession, one.specialties & wanted, None) for one in group}
    return sorted(audience for audience in needed if audience)


SPECIALTIES_OF: Mapping[str, frozenset[str]] = {
    ReviewAbout.GENERAL: frozenset(),
    ReviewAbout.CONTACT_LENS: frozenset({Specialty.CONTACT_LENS}),
    ReviewAbout.THERAPEUTIC: frozenset(THERAPEUTIC),
}


def nobody_holds_it(group: Collection[Member], about: str) -> bool:
    """Is it about a specialty that nobody of the group holds?"""
    wanted = SPECIALTIES_OF[about]
    return bool(wanted) and not any(one.specialties & wanted for one in group)


def units_missing(
    audiences: Iterable[str], chosen: Collection[str], audience_of_unit: Mapping[str, str]
) -> list[str]:
    """The audiences for which no unit was chosen."""
    served = {audience_of_unit.get(unit) for unit in chosen}
    return [audience for audience in audiences if audience not in served]


def objectives_in(text: str) -> list[str]:
    """The learning objectives of a text with one a line."""
    return [line.strip(" -•*\t") for line in text.splitlines() if line.strip(" -•*\t")]


def leader_is_missing() -> str:
    """The sentence for a leader who is not on the register on the day."""
    return _("You are not on the register on that day, so you cannot lead a peer review")
