"""What of one's record to show, and how long."""

from collections.abc import Iterable
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import Checkboxes, DateField
from cet_portal.scheme import limits
from compliance.rules import Period
from registrants.enums import SharedPart


class PartsForm(forms.Form):
    """Which cycles and parts; both with everything ticked that most people want."""

    cycles = forms.MultipleChoiceField(
        label=gettext_lazy("Cycles"),
        widget=Checkboxes,
        error_messages={"required": gettext_lazy("Choose at least one cycle")},
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What it shows"),
        choices=SharedPart.choices,
        widget=Checkboxes,
        help_text=gettext_lazy(
            "An exception that lowered a figure is named with what a cycle requires, by its number "
            "and both figures, never its ground."
        ),
        error_messages={"required": gettext_lazy("Choose what it shows")},
    )

    def __init__(self, *args, periods: Iterable[Period], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cycles"].choices = [
            (each.name, f"{each.first_day.year}–{each.last_day.year}") for each in periods
        ]


class ShareForm(PartsForm):
    """A link for somebody else."""

    label = forms.CharField(
        label=gettext_lazy("Who is it for?"),
        max_length=100,
        help_text=gettext_lazy("Such as the name of your employer. Only you see this."),
        error_messages={"required": gettext_lazy("Enter who the link is for")},
    )
    expires_on = DateField(
        label=gettext_lazy("Last day on which it works"),
        error_messages={"required": gettext_lazy("Enter the last day on which the link works")},
    )
    field_order = ("label", "parts", "cycles", "expires_on")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_expires_on(self) -> date:
        day = self.cleaned_data["expires_on"]
        last = self.today + timedelta(days=limits.SHARE_LINK_MOST_DAYS)
        if day < self.today:
            raise ValidationError(_("The last day cannot be in the past"))
        if day > last:
            raise ValidationError(_("A link works for a year at most: choose an earlier day"))
        return day
