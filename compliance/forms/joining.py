"""Joining the register, and coming back: days to try."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import DateField, Radios
from cet_portal.scheme.enums import THERAPEUTIC, Profession, Specialty

PROFESSIONS = [(each.value, each.label.capitalize()) for each in Profession]
SPECIALTIES = [
    ("", gettext_lazy("None")),
    (Specialty.CONTACT_LENS.value, gettext_lazy("Contact lens (dispensing opticians)")),
    # Since 2007 the three count as one, therapeutic; before that each stands alone.
    (Specialty.ADDITIONAL_SUPPLY.value, gettext_lazy("Additional supply (optometrists)")),
    (
        Specialty.SUPPLEMENTARY_PRESCRIBING.value,
        gettext_lazy("Supplementary prescribing (optometrists)"),
    ),
    (
        Specialty.INDEPENDENT_PRESCRIBING.value,
        gettext_lazy("Independent prescribing (optometrists)"),
    ),
]
FITTING = {
    Specialty.CONTACT_LENS.value: Profession.DISPENSING_OPTICIAN,
    **dict.fromkeys(THERAPEUTIC, Profession.OPTOMETRIST),
}


class JoinerForm(forms.Form):
    """On which day, in which profession, with which specialty."""

    profession = forms.ChoiceField(
        label=gettext_lazy("Which register do you join?"),
        choices=PROFESSIONS,
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose the register that you join")},
    )
    joins_on = DateField(
        label=gettext_lazy("Day on which you join"),
        error_messages={"required": gettext_lazy("Enter the day on which you join")},
    )
    specialty = forms.ChoiceField(
        label=gettext_lazy("Specialty"), choices=SPECIALTIES, required=False
    )
    specialty_from = DateField(
        label=gettext_lazy("Day from which you have the specialty"),
        required=False,
        help_text=gettext_lazy("Leave it empty if you have it from the day on which you join."),
    )

    def __init__(self, *args, first_day: date, last_day: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.first_day, self.last_day = first_day, last_day

    def clean_joins_on(self) -> date:
        return self._in_a_cycle(self.cleaned_data["joins_on"])

    def clean_specialty_from(self) -> date | None:
        day = self.cleaned_data["specialty_from"]
        return day and self._in_a_cycle(day)

    def _in_a_cycle(self, day: date) -> date:
        if day < self.first_day:
            raise ValidationError(_("The scheme began on 1 July 2005: choose a later day"))
        if day > self.last_day:
            raise ValidationError(_("No cycle is planned for that year yet: choose an earlier day"))
        return day

    def clean(self):
        found = super().clean()
        profession, specialty = found.get("profession"), found.get("specialty")
        if profession and specialty and FITTING[specialty] != profession:
            self.add_error("specialty", _("This specialty belongs to the other profession"))
        joins_on, since = found.get("joins_on"), found.get("specialty_from")
        if joins_on and since and since < joins_on:
            self.add_error(
                "specialty_from", _("The specialty cannot begin before you are on the register")
            )
        return found


class RestorationForm(forms.Form):
    """When the application arrives."""

    received = DateField(
        label=gettext_lazy("Day on which the GOC receives your application"),
        error_messages={"required": gettext_lazy("Enter the day on which it is received")},
    )

    def __init__(self, *args, first_day: date, last_day: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.first_day, self.last_day = first_day, last_day

    def clean_received(self) -> date:
        day = self.cleaned_data["received"]
        if not self.first_day <= day <= self.last_day:
            raise ValidationError(_("There is no cycle on that day"))
        return day


def days_of(field: str, day: date) -> dict[str, str]:
    """A date as the three boxes of a form send it."""
    return {
        f"{field}_day": str(day.day),
        f"{field}_month": str(day.month),
        f"{field}_year": str(day.year),
    }
