"""Where a place is on the map, typed in one box."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_20
from sessions_events.rules import positions


class PositionField(forms.CharField):
    """Latitude and longitude in one box. Gives a pair of degrees, or None."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Latitude and longitude"),
            required=False,
            max_length=80,
            widget=forms.TextInput(WIDTH_20),
            **kwargs,
        )

    def clean(self, value) -> tuple[float, float] | None:
        try:
            return positions.read(super().clean(value))
        except positions.Wrong as wrong:
            raise ValidationError(str(wrong)) from None
