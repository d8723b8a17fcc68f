"""What is known of numbers on the register, for lists of people."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Protocol


class Entry(Protocol):
    """What is known of a number on the register."""

    @property
    def registrant_id(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def surname_key(self) -> str: ...
    @property
    def profession(self) -> str: ...

    def registered_on(self, day: date) -> bool: ...
    def specialties_on(self, day: date) -> frozenset[str]: ...
    def had_surname_until(self, key: str) -> date | None: ...


Found = Mapping[str, Sequence[Entry]]

# The one question to the register: the entries of these numbers.
Register = Callable[[Collection[str]], Found]
