"""What a form says about a field to its template."""

from typing import Any, TypeVar

from django import forms

Field = TypeVar("Field", bound=forms.Field)

WIDTH_2 = {"class": "govuk-input--width-2"}
WIDTH_3 = {"class": "govuk-input--width-3"}
WIDTH_4 = {"class": "govuk-input--width-4"}
WIDTH_5 = {"class": "govuk-input--width-5"}
WIDTH_10 = {"class": "govuk-input--width-10"}
WIDTH_20 = {"class": "govuk-input--width-20"}


def marked(field: Field, **marks: Any) -> Field:
    """The field with what its template reads: `hide_optional`, `is_kept`, `suffix`, `prefix`."""
    vars(field).update(marks)
    return field
