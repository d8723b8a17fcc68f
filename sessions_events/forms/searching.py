"""What a visitor looks for in the directory, kept in the address."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cet_portal.core import typed
from cet_portal.core.forms import marked, say_what_is_missing
from cet_portal.scheme import places
from cet_portal.scheme.enums import Audience, Region
from cet_portal.scheme.forms import PlaceField
from sessions_events.enums import Attendance
from sessions_events.queries.searching import EMPTY, FIELDS, Search

RADII = (5, 10, 25, 50, 100, 200)
_BY_LINK = (Attendance.UNPLACED, Attendance.UNREGIONED)
# The fields of a search that the address calls otherwise.
NAMES = {"first": "from", "last": "to"}


class DayField(forms.CharField):
    """A whole date in one box, as people write it. Gives a `date`, or None if empty."""

    def __init__(self, **kwargs):
        super().__init__(max_length=typed.LONGEST_DATE, required=False, **kwargs)

    def clean(self, value) -> date | None:
        text = super().clean(value)
        try:
            return typed.read_date(text, "", "", label=str(self.label)) if text else None
        except typed.Wrong as wrong:
            raise ValidationError(wrong.sentence, code="invalid") from None


class EventSearchForm(forms.Form):
    """A wrong value gets a sentence at its field; the others filter all the same."""

    text = forms.CharField(
        label=_("Words or number"),
        max_length=100,
        help_text=_("Title, provider, town, what you learn, C- or EV-number"),
    )
    place = PlaceField(
        label=_("Near which place?"), help_text=_("A town or city in the United Kingdom")
    )
    within = forms.TypedChoiceField(
        label=_("Within"),
        choices=[("", _("Any distance"))]
        + [(radius, _("%(miles)d miles") % {"miles": radius}) for radius in RADII],
        coerce=int,
        empty_value=None,
    )
    how = forms.ChoiceField(label=_("How to take part"))
    first = DayField(label=_("From"), help_text=_("For example, 27 3 2026"))
    last = DayField(label=_("Until"), help_text=_("For example, 30 4 2026"))
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", _("Every region")), *Region.choices]
    )
    audience = forms.ChoiceField(
        label=_("Who it is for"), choices=[("", _("Everybody")), *Audience.choices]
    )
    unit = forms.ChoiceField(label=_("Competency unit"))
    modality = forms.ChoiceField(label=_("Way of learning"))
    interactive = forms.ChoiceField(
        label=_("Interactive points"),
        choices=[("", _("With or without")), ("yes", _("With")), ("no", _("Without"))],
    )

    def __init__(self, data=None, *, modalities, units, **kwargs):
        """`modalities`: code and name of each. `units`: each with its audience."""
        super().__init__(data, **kwargs)
        ways = [choice for choice in Attendance.choices if choice[0] not in _BY_LINK]
        chosen = data.get("how") if data else None
        if chosen in _BY_LINK:
            ways.append((chosen, Attendance(chosen).label))
        self._choices("how", [("", _("In any way")), *ways])
        self._choices("modality", [("", _("Any")), *modalities])
        self._choices("unit", [("", _("Any")), *_by_audience(units)])
        for field in self.fields.values():
            field.required = False
            marked(field, hide_optional=True)
        say_what_is_missing(self)

    def _choices(self, name: str, choices: list) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def add_prefix(self, field_name: str) -> str:
        """Short names in the address: `?from=…&to=…`."""
        return super().add_prefix(NAMES.get(field_name, field_name))

    def clean(self):
        super().clean()
        values = self.cleaned_data
        if values.get("within") and not values.get("place") and "place" not in self.errors:
            self.add_error("place", _("Enter the place to measure from, or choose any distance"))
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", _("Until must be the same day as From, or later"))
        return values

    def search(self) -> Search:
        """What can be read of it; everything for an empty form."""
        if not self.is_bound:
            return EMPTY
        self.is_valid()
        values = {name: value for name, value in self.cleaned_data.items() if value}
        if "place" not in values:
            values.pop("within", None)
        return Search(**values)

    @property
    def other_places(self) -> list[str]:
        """Names to choose from where the typed one is not one place."""
        if not self.is_bound or "place" not in self.errors:
            return []
        return places.find(self.data.get("place", "")[:100]).choices

    @property
    def has_more(self) -> bool:
        """Is anything chosen, or wrong, among the fields that are folded away?"""
        return any(self.data.get(field.html_name) or field.errors for field in self.folded)

    @property
    def shown(self) -> list:
        """The fields that most visitors need."""
        return [self[name] for name in ("text", "place", "within", "how", "first", "last")]

    @property
    def folded(self) -> list:
        """The other fields."""
        return [self[name] for name in ("region", "audience", "unit", "modality", "interactive")]


def addresses_of(filters: tuple[str, ...]) -> list[str]:
    """What these filters (of `queries.searching`) are called in the address."""
    fields = [field for name in filters for field in FIELDS.get(name, (name,))]
    return [NAMES.get(field, field) for field in fields]


def _by_audience(units) -> list:
    groups: dict[str, list] = {}
    for unit in units:
        label = Audience(unit.audience.code).label.capitalize()
        groups.setdefault(label, []).append((unit.code, f"{unit.code} {unit.name}"))
    return list(groups.items())
