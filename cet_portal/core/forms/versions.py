"""A form that says what it was opened with, so that nothing saved meanwhile is overwritten."""

from django import forms


class VersionField(forms.Field):
    """The version a form was opened with, hidden. Gives text; what cannot be one fits nothing."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def to_python(self, value) -> str:
        return str(value or "")
