"""Damaged files as venues hand them over: each made by a small function named for its damage.

`every()` gives them all. A case says which numbers must be taken, or which words must be said.
"""

from collections.abc import Callable
from dataclasses import dataclass

# Who is on the register, all optometrists.
PEOPLE = {"01-20001": "Müller", "01-4567": "Marsh", "01-20003": "O'Neil", "01-31234": "Smith"}
EVERYBODY = frozenset(PEOPLE)


@dataclass(frozen=True)
class Case:
    """A file: what makes it, and what must come out."""

    make: Callable[[], bytes]
    taken: frozenset[str] = frozenset()
    words: str = ""

    @property
    def name(self) -> str:
        return self.make.__name__


CASES: list[Case] = []


def gives(*numbers: str):
    """The decorated file: these numbers are taken, by default everybody's."""

    def keep(make):
        CASES.append(Case(make, taken=frozenset(numbers) or EVERYBODY))
        return make

    return keep


def says(words: str):
    """The decorated file cannot be read, and the sentence holds these words."""

    def keep(make):
        CASES.append(Case(make, words=words))
        return make

    return keep


def every() -> list[Case]:
    """All cases, in the order in which they are written."""
    from tests.sessions_events.corpus import binaries, books, hostile, lists  # noqa: F401, PLC0415

    return CASES


def table(separator: str = ",", newline: str = "\n", header: str = "GOC number,Surname") -> str:
    """The list of everybody as it should be."""
    lines = [header, *(f"{number},{surname}" for number, surname in PEOPLE.items())]
    return newline.join(lines).replace(",", separator) + newline
