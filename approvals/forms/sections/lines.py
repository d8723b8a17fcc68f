"""A list of lines in one form: blank lines are dropped, one more comes at a button.

No script is needed: the button sends the form, which comes back with a line more, and nothing
is saved by it.
"""

from typing import Any, ClassVar

from django import forms

from approvals.forms.sections.base import SectionForm


class LinesForm(SectionForm):
    """A form with a list called `LIST`, each line of it asked by the fields of `line_fields`.

    The fields of line 2 are called `<LINE>_2`, `<LINE>_2_<part>`, ...; the first of them, which
    has no part, is the one without which a line is blank.
    """

    ADD = "add"
    LIST: ClassVar[str]
    LINE: ClassVar[str]
    FIRST_PART: ClassVar[str]
    SHOWN: ClassVar[int]
    MOST: ClassVar[int]
    # Words of the page.
    line_heading: ClassVar[Any]
    add_label: ClassVar[Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = list(self.fields)
        self.given = self.initial.get(self.LIST) or []
        self.count = self._how_many()
        for number in range(1, self.count + 1):
            line = self.given[number - 1] if number <= len(self.given) else {}
            for part, field in self.line_fields(number, line).items():
                self.fields[self.name_of(number, part)] = field
        if self.adds:
            self.fields[self.name_of(self.count)].widget.attrs["autofocus"] = True
        self.order_fields([name for name in self.fields if name not in own] + own)

    def line_fields(self, number: int, line: dict[str, Any]) -> dict[str, forms.Field]:
        """The fields of one line by part, first the one without which the line is blank ("")."""
        raise NotImplementedError

    def clean_line(self, number: int, line: dict[str, Any]) -> None:
        """Say what does not fit in a line that is blank but for other parts of it."""

    def name_of(self, number: int, part: str = "") -> str:
        """The name of a field of a line."""
        return f"{self.LINE}_{number}_{part}" if part else f"{self.LINE}_{number}"

    @property
    def adds(self) -> bool:
        """Was the button for one more line pressed?"""
        return self.is_bound and self.ADD in self.data

    def can_add(self) -> bool:
        """Is there room for one more line?"""
        return self.count < self.MOST

    def _how_many(self) -> int:
        if not self.is_bound:
            return min(max(self.SHOWN, len(self.given)), self.MOST)
        posted = [n for n in range(1, self.MOST + 1) if self.name_of(n) in self.data]
        return min(max(posted, default=self.SHOWN) + self.adds, self.MOST)

    def groups(self) -> list[dict[str, Any]]:
        """The lines, each with a heading and its bound fields, for the page."""
        return [
            {
                "heading": self.line_heading % {"number": number},
                "fields": [self[name] for name in self.fields if self._belongs(name, number)],
            }
            for number in range(1, self.count + 1)
        ]

    def rest(self) -> list[forms.BoundField]:
        """The fields that belong to no line."""
        return [self[name] for name in self.base_fields if not self[name].is_hidden]

    def _belongs(self, name: str, number: int) -> bool:
        start = self.name_of(number)
        return name == start or name.startswith(f"{start}_")

    def _line(self, number: int) -> dict[str, Any]:
        start = self.name_of(number)
        return {
            name.removeprefix(start).lstrip("_") or self.FIRST_PART: value
            for name, value in self.cleaned_data.items()
            if self._belongs(name, number)
        }

    def clean(self):
        for number in range(1, self.count + 1):
            line = self._line(number)
            if self.FIRST_PART in line and not line[self.FIRST_PART]:
                self.clean_line(number, line)

    def lists(self) -> dict[str, list[dict[str, Any]]]:
        lines = [self._line(number) for number in range(1, self.count + 1)]
        return {self.LIST: [line for line in lines if line.get(self.FIRST_PART)]}
