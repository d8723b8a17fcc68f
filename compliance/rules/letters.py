"""What a letter tells of a result, and how its text is laid out: from plain values.

Figures and sentences are those of the run, as they were sealed: nothing is judged again here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from msgspec.structs import replace as changed

from compliance.enums import RequirementCode
from compliance.rules.result import Requirement
from compliance.rules.run_table import requirements_of

HEADING, ITEM = "## ", "- "
# What the code of a competency unit looks like in a sentence.
CODE = re.compile(r"\b[A-Z]\d+\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one person got: the requirements of the run, in its order. `only_specialty`: is
    everything that is short there because of a specialty? Then only its entry may go (E34)."""

    requirements: tuple[Requirement, ...]
    only_specialty: bool = False

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """What is short of what decides."""
        return tuple(each for each in self.requirements if not each.met and not each.advisory)

    @property
    def reached(self) -> tuple[Requirement, ...]:
        """What is met of what decides."""
        return tuple(each for each in self.requirements if each.met and not each.advisory)

    def of_year(self, year: int | None) -> tuple[Requirement, ...]:
        """The annual minimum of a year."""
        code = RequirementCode.ANNUAL_MINIMUM
        return tuple(each for each in self.requirements if (each.code, each.year) == (code, year))


def outcome_of(result: dict[str, Any] | None) -> Outcome:
    """From the sealed result of a run (contracts/assess.md, "Out"); None has nothing."""
    return Outcome(tuple(requirements_of(result)))


def with_unit_names(outcome: Outcome, names: Mapping[str, str]) -> Outcome:
    """The same, with the name of each missing unit beside its code."""
    return replace(
        outcome,
        requirements=tuple(
            changed(each, explanation=units_named(each.explanation, names))
            if each.code == RequirementCode.COMPETENCY_UNITS
            else each
            for each in outcome.requirements
        ),
    )


def units_named(sentence: str, names: Mapping[str, str]) -> str:
    """A sentence about units: "O1, O4" becomes "O1 Communication, O4 Optical appliances"."""
    return CODE.sub(lambda found: f"{found[0]} {names.get(found[0], '')}".strip(), sentence)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a letter: a "heading", a "paragraph" (its lines) or a "list" (its items)."""

    kind: str
    lines: tuple[str, ...]


def blocks(text: str) -> Iterator[Block]:
    """The text of a letter as page and PDF lay it out.

    Empty lines part its blocks; "## " begins a heading, "- " each item of a list.
    """
    for block in text.split("\n\n"):
        lines = tuple(line.strip() for line in block.split("\n") if line.strip())
        if not lines:
            continue
        if lines[0].startswith(HEADING):
            yield Block("heading", (lines[0].removeprefix(HEADING),))
        elif all(line.startswith(ITEM) for line in lines):
            yield Block("list", tuple(line.removeprefix(ITEM) for line in lines))
        else:
            yield Block("paragraph", lines)
