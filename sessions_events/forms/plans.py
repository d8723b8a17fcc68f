"""One event to plan as a row of text: from a list, or of the form for many dates and places."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core import typed
from cet_portal.core.forms import (
    WIDTH_10,
    FileField,
    ParagraphField,
    TimeField,
    WebAddressField,
    marked,
    say_what_is_missing,
)
from cet_portal.core.reading.days import read_day
from sessions_events.enums import Region
from sessions_events.forms import times
from sessions_events.forms.planning import FURTHEST, OLDEST
from sessions_events.rules import positions
from sessions_events.rules.plan_tables import MOST_BYTES
from sessions_events.rules.plans import Judged, Plan, Where

_NUMBER = re.compile(
    r"^(?P<kind>[CS])?\s*[-\u2010-\u2015\u2212]?\s*(?P<figures>\d{3,9})$", re.IGNORECASE
)
_SECONDS = re.compile(r"^(?:.*\s)?(\d{1,2}:\d{2}):\d{2}(?:\.0+)?$")
_ONLINE = frozenset({"online", "on line", "webinar", "zoom", "teams", "ms teams", "virtual"})
_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔"})
_NO = frozenset({"no", "n", "false", "0", "-"})


class OneBoxDate(forms.Field):
    """A date in one box or cell, day before month. Gives a `date`."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(WIDTH_10))
        super().__init__(**kwargs)

    def to_python(self, value) -> date | None:
        text = (value or "").strip()
        found = read_day(text)
        if found or not text:
            return found
        try:
            return typed.read_date(text, "", "", label=str(self.label))
        except typed.Wrong as wrong:
            raise ValidationError(wrong.sentence, code="invalid") from None


class CellTime(TimeField):
    """A time as people or spreadsheets write it: 6:30pm, 18:30, 18:30:00, 0.7708333."""

    def to_python(self, value) -> time | None:
        text = (value or "").strip() if not isinstance(value, time) else value
        if isinstance(text, str) and (found := _SECONDS.match(text)):
            text = found[1]
        if isinstance(text, str) and re.fullmatch(r"0?\.\d{1,17}", text):
            minutes = round(float(text) * 24 * 60)
            text = time(minutes // 60 % 24, minutes % 60)
        return super().to_python(text)


class SaidField(forms.CharField):
    """Yes or no in words of one's own. Gives True, False, or None if empty."""

    def __init__(self, *, yes: Iterable[str] = (), no: Iterable[str] = (), **kwargs):
        super().__init__(required=False, max_length=100, **kwargs)
        self.yes, self.no = _YES | set(yes), _NO | set(no)

    def clean(self, value) -> bool | None:
        word = " ".join(super().clean(value).casefold().split())
        if not word:
            return None
        if word in self.yes or word in self.no:
            return word in self.yes
        raise ValidationError(
            _("%(label)s: write yes or no, not “%(word)s”")
            % {"label": self.label, "word": word[:40]},
            code="invalid",
        )


class PlanForm(forms.Form):
    """All of one row. Its sentences name the column."""

    cet = forms.CharField(
        label=gettext_lazy("C-number"),
        max_length=20,
        error_messages={"required": gettext_lazy("Enter the C-number")},
    )
    session = forms.CharField(label=gettext_lazy("Session number"), max_length=20, required=False)
    name = forms.CharField(label=gettext_lazy("Session name"), max_length=200, required=False)
    day = OneBoxDate(label=gettext_lazy("Day"))
    last_day = OneBoxDate(label=gettext_lazy("Last day"), required=False)
    starts = CellTime(
        label=gettext_lazy("Start"),
        error_messages={"required": gettext_lazy("Enter when it starts")},
    )
    ends = CellTime(
        label=gettext_lazy("End"), error_messages={"required": gettext_lazy("Enter when it ends")}
    )
    online = SaidField(label=gettext_lazy("Online"), yes=_ONLINE, no=("venue", "at a venue"))
    venue = forms.CharField(label=gettext_lazy("Venue"), max_length=200, required=False)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=500, required=False)
    town = forms.CharField(label=gettext_lazy("Town"), max_length=100, required=False)
    region = forms.CharField(label=gettext_lazy("Region"), max_length=100, required=False)
    position = forms.CharField(
        label=gettext_lazy("Latitude and longitude"), max_length=80, required=False
    )
    latitude = forms.CharField(label=gettext_lazy("Latitude"), max_length=40, required=False)
    longitude = forms.CharField(label=gettext_lazy("Longitude"), max_length=40, required=False)
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=1,
        max_value=100_000,
        required=False,
        error_messages={
            "invalid": gettext_lazy("Places must be a whole number"),
            "min_value": gettext_lazy("Places must be 1 or more"),
            "max_value": gettext_lazy("Places must be 100,000 or fewer"),
        },
    )
    price = forms.CharField(label=gettext_lazy("Price"), max_length=100, required=False)
    booking_link = WebAddressField(
        label=gettext_lazy("Booking link"), max_length=500, required=False
    )
    contact = forms.CharField(label=gettext_lazy("Contact"), max_length=200, required=False)
    open_to_all = SaidField(
        label=gettext_lazy("Open to all"),
        yes=("open", "public", "everybody", "everyone", "all"),
        no=("closed", "invited", "invited only", "private", "members", "members only"),
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        say_what_is_missing(self)

    def clean_cet(self) -> str:
        return _number(self.cleaned_data["cet"], "C", _("Enter a C-number, for example C-10001"))

    def clean_session(self) -> str:
        text = self.cleaned_data["session"]
        sentence = _("Enter a session number, for example S-10001, or leave it empty")
        return _number(text, "S", sentence) if text else ""

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if not self.today - OLDEST <= day <= self.today + FURTHEST:
            raise ValidationError(_("Day must be within the last year or the next three years"))
        return day

    def clean_region(self) -> str:
        text = self.cleaned_data["region"].casefold()
        known = {str(value).casefold(): value for value in Region.values}
        known |= {str(label).casefold(): value for value, label in Region.choices}
        if text and text not in known:
            raise ValidationError(
                _("Region must be one of: %(regions)s, or empty")
                % {"regions": ", ".join(str(label) for label in Region.labels)}
            )
        return known.get(text, "")

    def clean(self):
        super().clean()
        values = self.cleaned_data
        self._clean_place(values)
        self._clean_position(values)
        first, last = values.get("day"), values.get("last_day")
        if first and last and not first <= last <= first + FURTHEST:
            self.add_error(
                "last_day", _("Last day must be the first day or later, within three years")
            )
        if not self.errors:
            times.put_together(self, first=values["day"], last=last or values["day"])
        return values

    def _clean_place(self, values: dict[str, Any]) -> None:
        if values.get("session") or {"venue", "town", "online"} & set(self.errors):
            return
        words = {str(values.get(name, "")).casefold() for name in ("venue", "town")}
        if values.get("online") is None:
            values["online"] = bool(words & _ONLINE)
        if values["online"]:
            values |= {"venue": "", "address": "", "town": "", "region": ""}
        elif not values.get("venue"):
            self.add_error("venue", _("Enter the venue, or write online"))
        elif not values.get("town"):
            self.add_error("town", _("Enter the town or city"))

    def _clean_position(self, values: dict[str, Any]) -> None:
        latitude, longitude = values.get("latitude", ""), values.get("longitude", "")
        text = values.get("position", "") or (
            f"{latitude}, {longitude}" if latitude or longitude else ""
        )
        try:
            values["degrees"] = positions.read(text)
        except positions.Wrong as wrong:
            self.add_error("position", str(wrong))

    def plan(self, line: int) -> Plan:
        """What the row asks for."""
        values = self.cleaned_data
        online = bool(values["online"])
        latitude, longitude = (not online and values["degrees"]) or (None, None)
        where = Where(
            name=values["name"],
            online=online,
            venue=values["venue"],
            address=values["address"],
            town=values["town"],
            region=values["region"],
            latitude=latitude,
            longitude=longitude,
            s_number=values["session"],
        )
        details = {
            **{name: values[name] for name in ("capacity", "price", "booking_link", "contact")},
            "open_to_all": values["open_to_all"] is not False,
        }
        return Plan(
            line=line,
            c_number=values["cet"],
            where=where,
            starts_at=values["starts_at"],
            ends_at=values["ends_at"],
            details=details,
            remarks=tuple(values["notes"]),
        )

    def sentence(self) -> str:
        """Everything that is wrong with the row, in one line."""
        found = [str(error) for name, errors in self.errors.items() for error in errors]
        return " ".join(each if each.endswith((".", "!", "?")) else f"{each}." for each in found)


def read_row(line: int, cells: list[str], layout: Mapping[str, int], today: date) -> Plan | Judged:
    """One row of a list: a plan, or what is wrong with the row."""
    data = {name: cells[place] for name, place in layout.items() if place < len(cells)}
    form = PlanForm(data, today=today)
    if form.is_valid():
        return form.plan(line)
    return Judged(
        line,
        problem=form.sentence(),
        title=_shown(data, "cet"),
        when=_shown(data, "day", "last_day", "starts", "ends"),
        place=_shown(data, "session", "name", "venue", "town"),
    )


def _shown(data: Mapping[str, str], *names: str) -> str:
    """What was sent in these columns, in one line."""
    return ", ".join(data[name][:60] for name in names if data.get(name))


def _number(text: str, kind: str, sentence: str) -> str:
    found = _NUMBER.match(text.strip())
    if found is None or (found["kind"] or kind).upper() != kind:
        raise ValidationError(sentence)
    return f"{kind}-{int(found['figures'])}"


class PlansFileForm(forms.Form):
    """A list of events, as a file or pasted."""

    file = FileField(
        label=gettext_lazy("File"),
        most_bytes=MOST_BYTES,
        required=False,
        help_text=gettext_lazy("CSV or Excel, one event a row, at most 500 rows and 5 MB."),
        error_messages={"empty": gettext_lazy("The file is empty. Choose a list of events.")},
    )
    text = ParagraphField(
        label=gettext_lazy("Or paste the table here, with its headings"),
        rows=6,
        max_length=200_000,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            marked(field, hide_optional=True)

    def clean(self):
        super().clean()
        if not self.errors and not self.cleaned_data["file"] and not self.cleaned_data["text"]:
            self.add_error("file", _("Choose a file, or paste a table"))
        return self.cleaned_data
