"""Fields for the figures of a scheme version, as people write them."""

import re
from fractions import Fraction
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import WIDTH_5, WIDTH_20

_FRACTION = re.compile(r"(-?\d{1,4})\s*/\s*(\d{1,4})", re.ASCII)
_DECIMAL = re.compile(r"(-?\d{0,4}(?:[.,]\d{1,4})?)\s*(%?)", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
WORDS = {"half": Fraction(1, 2), "a half": Fraction(1, 2), "all": Fraction(1), "none": Fraction(0)}


def read_share(text: str) -> Fraction | None:
    """ "1/2", "half", "50%" and "0.5" are the same; None for what is none of these."""
    text = " ".join(text.lower().split())
    if text in WORDS:
        return WORDS[text]
    found = _FRACTION.fullmatch(text)
    if found:
        return Fraction(int(found[1]), int(found[2])) if int(found[2]) else None
    found = _DECIMAL.fullmatch(text)
    if not found or not any(each.isdigit() for each in found[1]):
        return None
    number = Fraction(found[1].replace(",", "."))
    return number / 100 if found[2] else number


class ShareField(forms.CharField):
    """A share of something, as a fraction, a decimal or a percentage. Gives a `Fraction`."""

    default_error_messages: ClassVar[dict] = {
        "unreadable": gettext_lazy("“%(label)s”: enter a share such as 1/2, 0.5 or 50%%")
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 12)
        kwargs.setdefault("widget", forms.TextInput({**WIDTH_5, "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value) -> Fraction:
        text = super().clean(value)
        share = read_share(text)
        if share is None:
            raise ValidationError(
                self.error_messages["unreadable"] % {"label": self.label or ""}, code="invalid"
            )
        return share

    def prepare_value(self, value):
        return str(value) if isinstance(value, Fraction) else value


class PointsField(ShareField):
    """Points for each month, which may be a part of one. Gives a `Fraction`."""

    default_error_messages: ClassVar[dict] = {
        "unreadable": gettext_lazy("“%(label)s”: enter a number such as 1, or a part such as 5/6")
    }


class YearsField(forms.CharField):
    """Years with commas or spaces between them. Gives a tuple of numbers, in their order."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("widget", forms.TextInput({**WIDTH_20, "autocomplete": "off"}))
        kwargs.setdefault("help_text", gettext_lazy("Such as 2020, 2026. Leave it empty for none."))
        super().__init__(required=False, **kwargs)

    def clean(self, value) -> tuple[int, ...]:
        words = super().clean(value).replace(",", " ").split()
        wrong = [word for word in words if not _YEAR.fullmatch(word)]
        if wrong:
            raise ValidationError(
                _("“%(word)s” is no year: enter years such as 2020") % {"word": wrong[0]},
                code="invalid",
            )
        return tuple(sorted({int(word) for word in words}))

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, tuple) else value
