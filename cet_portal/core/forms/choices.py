"""Radio buttons and checkboxes with hints."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class _Hinted:
    """Choices with a line of explanation each: `hints={value: sentence}`."""

    def __init__(self, attrs=None, choices=(), *, hints=None, inline=False, small=False):
        super().__init__(attrs, choices)
        self.hints = hints or {}
        self.inline = inline
        self.small = small

    def get_context(self, name, value, attrs) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["inline"] = self.inline
        context["widget"]["small"] = self.small
        return context

    def create_option(self, name, value, *args, **kwargs) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), self.hints.get(value, ""))
        return option


class Radios(_Hinted, forms.RadioSelect):
    """Radio buttons; `inline=True` for two short answers, `small=True` in filters."""


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Checkboxes of one question."""


class YesNoField(forms.TypedChoiceField):
    """A question answered by yes or no. Gives True or False (None if optional and open)."""

    def __init__(self, *, yes=None, no=None, **kwargs):
        super().__init__(
            choices=[
                ("yes", yes or gettext_lazy("Yes")),
                ("no", no or gettext_lazy("No")),
            ],
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            widget=Radios(inline=not (yes or no)),
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)
