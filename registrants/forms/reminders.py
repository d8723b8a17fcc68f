"""How often to be reminded."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import Radios
from registrants.enums import ReminderFrequency


class ReminderForm(forms.Form):
    """One question."""

    frequency = forms.ChoiceField(
        label=_("How often shall we remind you of points that wait for you?"),
        choices=ReminderFrequency.choices,
        widget=Radios,
        help_text=_(
            "In the last month of a cycle we always remind you 30, 14, 7, 3 and 1 days before its "
            "end, as points that nobody accepts are lost."
        ),
        error_messages={"required": _("Choose how often we remind you")},
    )
