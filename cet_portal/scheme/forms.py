"""Form fields for words of the scheme."""

from django import forms
from django.core.exceptions import ValidationError

from cet_portal.core.forms import WIDTH_20
from cet_portal.scheme import places
from cet_portal.scheme.models import Place


class PlaceField(forms.CharField):
    """A town in the United Kingdom as people type it. Gives a `Place`, or None if empty.

    One that is not known, and one of several with the same name, get a sentence that names what
    could be meant.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 100)
        kwargs.setdefault("widget", forms.TextInput({**WIDTH_20, "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value) -> Place | None:
        text = super().clean(value)
        if not text:
            return None
        found = places.find(text)
        if found.place is None:
            raise ValidationError(found.problem, code="unknown")
        return found.place

    def prepare_value(self, value):
        return value.full_name if isinstance(value, Place) else value
