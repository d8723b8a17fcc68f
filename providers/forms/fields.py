"""Fields with sentences for what does not fit."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cet_portal.core.card_numbers import has_card_number, without_card_numbers
from cet_portal.core.forms import WIDTH_20, ParagraphField, WebAddressField
from providers import rules

LONGEST = 2000


def _too_long(label: Any) -> dict[str, Any]:
    return {
        "max_length": format_lazy(
            _("“{label}” is too long: use %(limit_value)d characters or fewer"), label=label
        ),
    }


def line(label: Any, *, longest: int, **options: Any) -> forms.CharField:
    """One line of text."""
    messages = _too_long(label) | options.pop("error_messages", {})
    return forms.CharField(label=label, max_length=longest, error_messages=messages, **options)


def text(label: Any, **options: Any) -> ParagraphField:
    """A paragraph of at most 2,000 characters."""
    messages = _too_long(label) | options.pop("error_messages", {})
    return ParagraphField(label=label, max_length=LONGEST, error_messages=messages, **options)


def email(label: Any, **options: Any) -> forms.EmailField:
    """An e-mail address."""
    messages = _too_long(label) | {
        "invalid": _("Enter an e-mail address, for example name@example.org")
    }
    messages |= options.pop("error_messages", {})
    widget = forms.EmailInput({"spellcheck": "false", **options.pop("attrs", {})})
    return forms.EmailField(
        label=label, max_length=254, widget=widget, error_messages=messages, **options
    )


def phone() -> forms.CharField:
    """A telephone number as people write it."""
    example = _("Enter a telephone number, for example 01632 960 001")
    return line(
        _("Telephone"),
        longest=40,
        error_messages={"required": example},
        widget=forms.TextInput({**WIDTH_20, "type": "tel", "autocomplete": "tel"}),
        validators=[RegexValidator(r"^[0-9 +().\-/]{5,}$", example)],
    )


def website() -> WebAddressField:
    """A page that strangers open, if there is one."""
    return WebAddressField(label=_("Web site"), max_length=200, required=False)


class _WithoutCard:
    """About a payment: the number of a card is refused and not shown again (decisions.md 9)."""

    def __init__(self, *, label: Any, **options: Any):
        messages = _too_long(label) | options.pop("error_messages", {})
        super().__init__(label=label, error_messages=messages, **options)

    def validate(self, value: str) -> None:
        super().validate(value)
        if has_card_number(value):
            raise ValidationError(rules.NO_CARD_NUMBER, code="card_number")

    def bound_data(self, data: Any, initial: Any) -> Any:
        return without_card_numbers(data) if isinstance(data, str) else data


class LineWithoutCard(_WithoutCard, forms.CharField):
    """One line about a payment."""


class TextWithoutCard(_WithoutCard, ParagraphField):
    """A paragraph of at most 2,000 characters about a payment."""

    def __init__(self, **options: Any):
        super().__init__(max_length=LONGEST, **options)
