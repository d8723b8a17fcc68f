"""A row of an upload as it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from registrants import rules as register_rules
from sessions_events.enums import Part
from sessions_events.rules.cells import unprotected


@dataclass(slots=True)
class Row:
    """A line as it was sent. `line` counts as a spreadsheet does: the header is 1.

    `completed`: the day as it was typed; `interactive`: False if the interactive part was not
    completed. `cells`: the whole line, to give it back in its own form. `mark`: which row of an
    earlier upload it continues. `wrong`: why it cannot be used whatever its number and surname
    are, with the `detail` of that reason.
    """

    line: int
    number: str
    surname: str
    completed: str = ""
    part: str = Part.PARTICIPANT
    interactive: bool = True
    cells: tuple[str, ...] = ()
    mark: str = ""
    wrong: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    key_number: str | None = field(init=False)
    surname_key: str = field(init=False)

    def __post_init__(self) -> None:
        # Asked several times for each row, and worked out once.
        self.key_number = register_rules.normalise_number(unprotected(self.number))
        self.surname_key = register_rules.surname_key(unprotected(self.surname))
