"""Dates in three boxes, and times as people write them."""

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cet_portal.core import typed
from cet_portal.core.forms.marks import WIDTH_5


class DateBoxes(forms.MultiWidget):
    """Day, month, year: names `<field>_day`, `_month`, `_year`. One value `<field>` is read too."""

    template_name = "django/forms/widgets/date_boxes.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        boxes = {part: forms.TextInput({"inputmode": "numeric"}) for part in typed.PARTS}
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def value_from_datadict(self, data, files, name) -> list[str]:
        values = [value or "" for value in super().value_from_datadict(data, files, name)]
        if not any(values) and data.get(name):
            return list(typed.split_date(data[name]) or (data[name], "", ""))
        return values

    def value_omitted_from_data(self, data, files, name) -> bool:
        return name not in data and super().value_omitted_from_data(data, files, name)

    def get_context(self, name, value, attrs) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        values = [box["value"] or "" for box in context["widget"]["subwidgets"]]
        wrong = self.wrong_parts(values)
        labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        for part, box in zip(typed.PARTS, context["widget"]["subwidgets"], strict=True):
            box["label"] = labels[part]
            box["width"] = "4" if part == "year" else "2"
            box["attrs"].pop("aria-describedby", None)
            if part not in wrong:
                box["attrs"].pop("aria-invalid", None)
        return context

    @staticmethod
    def wrong_parts(values: list[str]) -> tuple[str, ...]:
        """The boxes that an error is about: all of them if the date as such can be read."""
        try:
            typed.read_date(*values, label="")
        except typed.Wrong as wrong:
            return wrong.parts
        return typed.PARTS


class DateField(forms.Field):
    """A date in three boxes. Gives a `date`; impossible and partial dates get a sentence."""

    widget = DateBoxes

    def to_python(self, value) -> date | None:
        if isinstance(value, date):
            return value
        try:
            return typed.read_date(*(value or ("", "", "")), label=_label(self, _("Date")))
        except typed.Wrong as wrong:
            raise ValidationError(wrong.sentence, code="invalid") from None


class TimeField(forms.Field):
    """A time as people write it: "5:30pm", "17:30". Gives a `time`; shows it as 5:30pm."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(WIDTH_5))
        super().__init__(**kwargs)

    def to_python(self, value) -> time | None:
        if isinstance(value, time):
            return value
        try:
            return typed.read_time(value or "", label=_label(self, _("Time")))
        except typed.Wrong as wrong:
            raise ValidationError(wrong.sentence, code="invalid") from None

    def prepare_value(self, value):
        return typed.say_time(value) if isinstance(value, time) else value


def _label(field: forms.Field, otherwise: str) -> str:
    # A question cannot be the subject of a sentence.
    label = str(field.label or "")
    return otherwise if not label or label.endswith("?") else label
