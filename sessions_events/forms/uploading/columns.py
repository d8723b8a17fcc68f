"""Which column of a list is which."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sessions_events.rules.headings import NEEDED, Field


class ColumnsForm(forms.Form):
    """Which column is which, for a list whose columns could not be told."""

    def __init__(self, *args, records, **kwargs):
        """`records`: the first lines, to know a column by what stands in it."""
        super().__init__(*args, **kwargs)
        width = max(map(len, records), default=0)
        columns = [(str(place), _column(place, records)) for place in range(width)]
        for name in (Field.NUMBER, Field.SURNAME, Field.COMPLETED, Field.PART, Field.INTERACTIVE):
            self.fields[name.value] = forms.ChoiceField(
                label=capfirst(name.label),
                choices=[("", _("Choose a column") if name in NEEDED else _("None")), *columns],
                required=name in NEEDED,
            )

    def clean(self):
        super().clean()
        chosen: dict[str, str] = {}
        for name, place in list(self.cleaned_data.items()):
            if place and place in chosen.values():
                self.add_error(name, _("This column is chosen above already"))
            chosen[name] = place
        return self.cleaned_data

    def layout(self) -> dict[str, int]:
        """The place of each column that was chosen, from 0."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place}


def _column(place: int, records: list[list[str]]) -> str:
    cells = [record[place] for record in records if place < len(record) and record[place]]
    shown = ", ".join(cell[:20] for cell in cells[:3])
    return _("Column %(number)s: %(cells)s") % {"number": place + 1, "cells": shown or _("empty")}
