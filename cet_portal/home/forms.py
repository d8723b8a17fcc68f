"""How far a rehearsal moves the clock. Whether that is forward is for core.rehearsal to say."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_4, DateField
from cet_portal.core.rehearsal import MOST_DAYS

WHOLE_DAYS = format_lazy(_("Enter a whole number of days between 1 and {most}"), most=MOST_DAYS)


class DaysForm(forms.Form):
    """Forward by a number of days."""

    days = forms.IntegerField(
        label=_("Number of days"),
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.TextInput({**WIDTH_4, "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WHOLE_DAYS),
    )


class DateForm(forms.Form):
    """Forward to a date."""

    day = DateField(label=_("New date"), help_text=_("For example, 31 12 2027"))
