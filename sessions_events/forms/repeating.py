"""One CET at many dates and places, in one form."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import WIDTH_5, WIDTH_10, ParagraphField, marked
from cet_portal.core.reading.lines import Unreadable
from sessions_events.forms.events import EventForm
from sessions_events.forms.plans.rows import PlanForm
from sessions_events.rules import plan_tables
from sessions_events.rules.plans import Judged, Plan

ROWS_AT_FIRST, MORE, MOST = 4, 4, 60
# The columns of a row. What a row leaves open of the times is that of the whole form.
COLUMNS = {
    "day": (gettext_lazy("Day"), 40, WIDTH_10),
    "starts": (gettext_lazy("Start"), 20, WIDTH_5),
    "ends": (gettext_lazy("End"), 20, WIDTH_5),
    "venue": (gettext_lazy("Venue"), 200, {}),
    "town": (gettext_lazy("Town or city"), 100, {}),
    "region": (gettext_lazy("Region"), 100, {}),
    "position": (gettext_lazy("Latitude and longitude"), 80, {}),
}
ADD, FILL, CHANGE, PLAN = "add", "fill", "change", "plan"


class RepeatForm(forms.Form):
    """What holds for all events, and a row for each. A blank row asks for nothing."""

    cet = forms.ChoiceField(
        label=gettext_lazy("Which CET?"),
        error_messages={"required": gettext_lazy("Choose the CET")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the sessions"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Leave it empty to name each by its town and the CET"),
    )
    starts = forms.CharField(
        label=gettext_lazy("Start"),
        max_length=20,
        required=False,
        widget=forms.TextInput(WIDTH_5),
        help_text=gettext_lazy("For example, 6:30pm. Rows may have others."),
    )
    ends = forms.CharField(
        label=gettext_lazy("End"),
        max_length=20,
        required=False,
        widget=forms.TextInput(WIDTH_5),
    )
    capacity = EventForm.base_fields["capacity"]
    price = EventForm.base_fields["price"]
    booking_link = EventForm.base_fields["booking_link"]
    contact = EventForm.base_fields["contact"]
    open_to_all = EventForm.base_fields["open_to_all"]
    paste = ParagraphField(
        label=gettext_lazy("Paste a table from a spreadsheet"),
        rows=4,
        max_length=50_000,
        required=False,
        help_text=gettext_lazy(
            "With the headings Day, Start, End, Venue, Town, and if you like Region, Latitude "
            "and longitude. “Fill in the rows” puts it into the rows above, where you can look "
            "at it."
        ),
    )

    def __init__(self, *args, cet: Sequence, today: date, rows: int = ROWS_AT_FIRST, **kwargs):
        """`cet`: the applications that can be chosen; `rows`: how many are shown."""
        super().__init__(*args, **kwargs)
        self.today, self.plans = today, list[Plan]()
        choices = [(each.c_number, f"{each.c_number} {each.title}") for each in cet]
        field = cast(forms.ChoiceField, self.fields["cet"])
        field.choices = choices if len(choices) == 1 else [("", _("Choose")), *choices]
        self.fields["open_to_all"].initial = True
        for name in ("starts", "ends"):
            marked(self.fields[name], hide_optional=True)
        posted = [n for n in range(1, MOST + 1) if f"day_{n}" in self.data]
        self.count = min(max(posted, default=rows), MOST)
        for number in range(1, self.count + 1):
            for name, (label, longest, width) in COLUMNS.items():
                self.fields[f"{name}_{number}"] = marked(
                    forms.CharField(
                        label=_("%(label)s, row %(number)s") % {"label": label, "number": number},
                        max_length=longest,
                        required=False,
                        widget=forms.TextInput(width),
                    ),
                    hide_optional=True,
                )

    def common(self) -> list[forms.BoundField]:
        """The fields that hold for all."""
        own = [name for name in self.base_fields if name != "paste"]
        return [self[name] for name in own]

    def lines(self) -> list[list[forms.BoundField]]:
        """The rows, for the page."""
        return [
            [self[f"{name}_{number}"] for name in COLUMNS] for number in range(1, self.count + 1)
        ]

    def clean(self):
        super().clean()
        for number in range(1, self.count + 1):
            row = {name: self.cleaned_data.get(f"{name}_{number}", "") for name in COLUMNS}
            if any(row.values()):
                self._read(number, row)
        if not self.plans and not self.errors:
            self.add_error("day_1", _("Enter at least one day and place"))
        return self.cleaned_data

    def _read(self, number: int, row: dict[str, str]) -> None:
        data = {**row, "cet": self.data.get("cet", ""), "name": self.data.get("name", "")}
        for name in ("starts", "ends"):
            data[name] = row[name] or self.cleaned_data.get(name, "")
        for name in ("capacity", "price", "booking_link", "contact"):
            data[name] = self.cleaned_data.get(name) or ""
        data["open_to_all"] = "no" if self.cleaned_data.get("open_to_all") is False else "yes"
        form = PlanForm(data, today=self.today)
        if form.is_valid():
            self.plans.append(form.plan(number))
            return
        for name, errors in form.errors.items():
            if name in COLUMNS and f"{name}_{number}" not in self.errors:
                for error in errors:
                    self.add_error(f"{name}_{number}", _at_row(number, error))

    def say(self, judged: Sequence[Judged]) -> None:
        """What stands against rows, at each."""
        for each in judged:
            if each.problem:
                self.add_error(f"day_{each.line}", _at_row(each.line, each.problem))

    def hide(self) -> None:
        """The values go on, and are not asked for again."""
        for field in self.fields.values():
            field.widget = forms.HiddenInput()


def _at_row(number: int, sentence: str) -> str:
    return _("Row %(number)s: %(sentence)s") % {"number": number, "sentence": sentence}


def pasted(text: str) -> dict[str, Any]:
    """Rows for `initial` from a pasted table, and under "rows" how many. Raises `Unreadable`."""
    table = plan_tables.read_text(text, needed=("day",))
    if len(table.rows) > MOST:
        raise Unreadable(
            _("That is more than %(most)s rows. Plan them from a file instead.") % {"most": MOST}
        )
    found: dict[str, Any] = {"rows": len(table.rows)}
    for number, (_line, cells) in enumerate(table.rows, start=1):
        for name, (_label, longest, _width) in COLUMNS.items():
            place = table.layout.get(name)
            cell = cells[place] if place is not None and place < len(cells) else ""
            found[f"{name}_{number}"] = cell[:longest]
    return found
