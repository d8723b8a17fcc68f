"""Dates, times, yes and no as people or spreadsheets write them."""

import re
from collections.abc import Iterable
from datetime import date, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cet_portal.core import typed
from cet_portal.core.forms import WIDTH_10, TimeField
from cet_portal.core.reading.days import read_day

_SECONDS = re.compile(r"^(?:.*\s)?(\d{1,2}:\d{2}):\d{2}(?:\.0+)?$")
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
