"""What the registrar granted for voluntary CET up to 30 June 2005."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import WIDTH_3, DateField, ParagraphField
from cet_portal.scheme.enums import Specialty
from registrants.rules.granting import MOST_GRANTED, too_early

# An optometrist has at most so many.
SPECIALTIES = 3


def _points(label) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_GRANTED,
        required=False,
        widget=forms.TextInput({**WIDTH_3, "inputmode": "numeric"}),
    )


class GrantForm(forms.Form):
    """Who granted what, and when; specialties in the order in which they are used up."""

    granted_by = forms.CharField(
        label=gettext_lazy("Who granted the points?"),
        help_text=gettext_lazy("The registrar, or who decided for them."),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter who granted the points")},
    )
    granted_on = DateField(label=gettext_lazy("Day on which they were granted"))
    general = _points(gettext_lazy("General points"))
    reason = ParagraphField(
        label=gettext_lazy("On what it rests, or why it is corrected"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Say on what this rests, or why it is corrected")},
    )
    instead_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        for place in range(1, SPECIALTIES + 1):
            number = {"place": place}
            self.fields[f"specialty_{place}"] = forms.ChoiceField(
                label=_("Specialty %(place)s") % number,
                choices=[("", _("None")), *Specialty.choices],
                required=False,
            )
            self.fields[f"points_{place}"] = _points(_("Points for specialty %(place)s") % number)
        self.order_fields(
            ["granted_by", "granted_on", "general", *self._pairs(), "reason", "instead_of"]
        )

    @staticmethod
    def _pairs() -> list[str]:
        places = range(1, SPECIALTIES + 1)
        return [f"{name}_{place}" for place in places for name in ("specialty", "points")]

    def clean_granted_on(self) -> date:
        """Today or before, and not before rule 14."""
        day = self.cleaned_data["granted_on"]
        if day > self.today:
            raise ValidationError(_("The day must be today or in the past"))
        if early := too_early(day):
            raise ValidationError(early)
        return day

    def clean(self):
        """A specialty with points, points with a specialty, each specialty once."""
        found = super().clean()
        seen = set()
        for place in range(1, SPECIALTIES + 1):
            name, points = found.get(f"specialty_{place}"), found.get(f"points_{place}")
            if name and not points and f"points_{place}" not in self.errors:
                self.add_error(f"points_{place}", _("Enter the points for this specialty"))
            if points and not name:
                self.add_error(f"specialty_{place}", _("Choose the specialty of these points"))
            if name and name in seen:
                self.add_error(f"specialty_{place}", _("Each specialty can be there once"))
            seen.add(name)
        return found

    def said(self) -> dict:
        """For the service."""
        found = self.cleaned_data
        pairs = [
            (found[f"specialty_{place}"], found[f"points_{place}"])
            for place in range(1, SPECIALTIES + 1)
            if found[f"specialty_{place}"]
        ]
        return {
            "granted_by": found["granted_by"],
            "granted_on": found["granted_on"],
            "general": found["general"] or 0,
            "specialist": pairs,
            "reason": found["reason"],
            "instead_of": found["instead_of"],
        }
