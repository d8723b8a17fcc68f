"""One event to plan as a row of text: from a list, or of the form for many dates."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import (
    WebAddressField,
    say_what_is_missing,
)
from sessions_events.enums import Region
from sessions_events.forms import times
from sessions_events.forms.plans.cells import CellTime, OneBoxDate, SaidField
from sessions_events.forms.sessions import FURTHEST, OLDEST
from sessions_events.rules import positions
from sessions_events.rules.plans import Judged, Plan, Where

_NUMBER = re.compile(
    r"^(?P<kind>[CS])?\s*[-\u2010-\u2015\u2212]?\s*(?P<figures>\d{3,9})$", re.IGNORECASE
)
_ONLINE = frozenset({"online", "on line", "webinar", "zoom", "teams", "ms teams", "virtual"})


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
