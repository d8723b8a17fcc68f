"""A file from the register, and what staff look for on it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cet_portal.core import clock
from cet_portal.core.forms import DateField, FileField, Radios
from cet_portal.core.reading.files import MOST_BYTES
from registrants.enums import ImportKind, Register
from registrants.queries.keeping import OFF, ON


class ImportForm(forms.Form):
    """One file, what it holds, and of which day it is."""

    kind = forms.ChoiceField(
        label=_("What does the file hold?"),
        choices=ImportKind.choices,
        widget=Radios(
            hints={
                ImportKind.FULL: _("Whoever is not in it has left the register."),
                ImportKind.CHANGES: _("Whoever is not in it stays as they are."),
            }
        ),
    )
    of_day = DateField(
        label=_("The day that it shows"),
        help_text=_("The day on which the file was drawn from the register."),
    )
    file = FileField(
        label=_("File"),
        most_bytes=MOST_BYTES,
        help_text=_("CSV or Excel, at most 50 MB."),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty.")},
    )

    def clean_of_day(self):
        day = self.cleaned_data["of_day"]
        if day and day > clock.today():
            raise ValidationError(_("The day that it shows must not be in the future"))
        return day


class RegisterFilters(forms.Form):
    """Whom staff look for."""

    hide_optional = True

    words = forms.CharField(label=_("Number, name or U-reference"), required=False, max_length=100)
    register = forms.ChoiceField(
        label=_("Register"), required=False, choices=[("", _("All")), *Register.choices]
    )
    state = forms.ChoiceField(
        label=_("On it today"),
        required=False,
        choices=[("", _("All")), (ON, _("On the register")), (OFF, _("Not on the register"))],
    )
