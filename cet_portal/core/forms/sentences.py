"""What a form says when something is missing or does not fit."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _


def say_what_is_missing(form: forms.BaseForm) -> None:
    """Replace Django's own sentences by some that name the field.

    A missing value: "Enter the title" for what is typed, "Select …" for what is chosen. What does
    not fit: see `_say_what_does_not_fit`. A message that the form sets itself is left alone.
    """
    standard = forms.Field.default_error_messages["required"]
    for name, field in form.fields.items():
        field.label = form[name].label
        field.error_messages["null_characters_not_allowed"] = _(
            "Remove the character that cannot be shown, for example by typing the text again"
        )
        if field.error_messages.get("required") == standard:
            field.error_messages["required"] = _missing(field, str(field.label))
        _say_what_does_not_fit(field)


def _say_what_does_not_fit(field: forms.Field) -> None:
    """Too long, too many, no number, not in the list: with the label, for the error summary."""
    sentences = {
        "max_length": _("“%s” is too long: use %%(limit_value)d characters or fewer"),
        "min_length": _("“%s” is too short: use %%(limit_value)d characters or more"),
        "min_value": _("“%s” must be %%(limit_value)s or more"),
        "max_value": _("“%s” must be %%(limit_value)s or less"),
        "invalid_choice": _("“%s”: choose one of the list"),
        "invalid_list": _("“%s”: choose from the list"),
    }
    if isinstance(field, forms.FileField):  # has other sentences, with other numbers in them
        sentences = {}
    elif isinstance(field, forms.EmailField):
        sentences["invalid"] = _("“%s” must be an e-mail address, for example name@example.org")
    elif isinstance(field, forms.FloatField | forms.DecimalField):
        sentences["invalid"] = _("“%s” must be a number")
    elif isinstance(field, forms.IntegerField):
        sentences["invalid"] = _("“%s” must be a whole number")
    label = str(field.label).replace("%", "%%")
    for code, sentence in sentences.items():
        if field.error_messages.get(code) in _standard(field, code):
            field.error_messages[code] = sentence % label


def _standard(field: forms.Field, code: str) -> list[Any]:
    """What Django itself would say, or nothing: then the validator has the words."""
    kinds = [kind for kind in type(field).__mro__ if kind.__module__.startswith("django.")]
    return [None, *(vars(kind).get("default_error_messages", {}).get(code) for kind in kinds)]


def _missing(field: forms.Field, label: str) -> str:
    chosen = isinstance(field, forms.ChoiceField | forms.BooleanField | forms.FileField)
    if label.endswith("?"):
        return _("Select an answer") if chosen else _("Enter an answer")
    plain = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    if isinstance(field, forms.BooleanField):
        return _("Tick the box: %(label)s") % {"label": capfirst(label)}
    return (_("Select the %(label)s") if chosen else _("Enter the %(label)s")) % {"label": plain}
