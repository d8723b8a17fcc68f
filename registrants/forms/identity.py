"""Who somebody is: fields for numbers, names, birthdays and addresses."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import WIDTH_10, DateField
from registrants import rules


def too_long(label) -> object:
    """The sentence for a text with too many characters."""
    return format_lazy(
        gettext_lazy("“{label}” is too long: use %(limit_value)d characters or fewer"), label=label
    )


class NumberField(forms.CharField):
    """A registration number as people write it. Gives it as the register does."""

    def __init__(self, **options):
        options.setdefault("label", gettext_lazy("GOC registration number"))
        options.setdefault(
            "help_text",
            gettext_lazy("For example, 01-12345 or D-12345, with or without the hyphen"),
        )
        messages = {
            "required": gettext_lazy("Enter your GOC registration number"),
            "max_length": too_long(options["label"]),
        }
        options["error_messages"] = messages | options.get("error_messages", {})
        super().__init__(
            max_length=40,
            widget=forms.TextInput({**WIDTH_10, "spellcheck": "false", "autocomplete": "off"}),
            **options,
        )

    def clean(self, value) -> str:
        typed = super().clean(value)
        number = rules.normalise_number(typed) if typed else ""
        if number is None:
            raise ValidationError(
                _("Enter a GOC registration number, for example 01-12345 or D-12345")
            )
        return number


class WithBirthday(forms.Form):
    """A form with a date of birth; `today` comes from the view."""

    date_of_birth = DateField(
        label=gettext_lazy("Date of birth"), help_text=gettext_lazy("For example, 27 3 1986")
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_date_of_birth(self) -> date:
        """In the past."""
        born = self.cleaned_data["date_of_birth"]
        if born >= self.today:
            raise ValidationError(_("The date of birth must be in the past"))
        return born


def name(label, *, required, autocomplete: str) -> forms.CharField:
    """A part of somebody's name."""
    return forms.CharField(
        label=label,
        max_length=75,
        error_messages={"required": required, "max_length": too_long(label)},
        widget=forms.TextInput({"autocomplete": autocomplete, "spellcheck": "false"}),
    )


def email(**options) -> forms.EmailField:
    """An e-mail address."""
    label = gettext_lazy("E-mail address")
    return forms.EmailField(
        label=label,
        max_length=254,
        error_messages={
            "required": gettext_lazy("Enter your e-mail address"),
            "invalid": gettext_lazy("Enter an e-mail address, for example name@example.org"),
            "max_length": too_long(label),
        },
        widget=forms.EmailInput({"spellcheck": "false", "autocomplete": "email"}),
        **options,
    )
