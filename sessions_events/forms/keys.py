"""A key for a machine, by the name that people give it, and its last day."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import DateField
from sessions_events.rules.keys import latest_end


class KeyForm(forms.Form):
    """A name by which people know a key again, and how long it works."""

    name = forms.CharField(
        label=gettext_lazy("What is the key for?"),
        max_length=100,
        help_text=gettext_lazy("For example, the name of the system that has it."),
        error_messages={"required": gettext_lazy("Say what the key is for")},
    )
    expires_on = DateField(
        label=gettext_lazy("Last day on which it works"),
        help_text=gettext_lazy(
            "A year from today at most. You are told 30 and 7 days before, and the day after."
        ),
        error_messages={"required": gettext_lazy("Enter the last day on which the key works")},
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_expires_on(self) -> date:
        day = self.cleaned_data["expires_on"]
        if day < self.today:
            raise ValidationError(_("The last day cannot be in the past"))
        if day > latest_end(self.today):
            raise ValidationError(_("A key works for a year at most: choose an earlier day"))
        return day
