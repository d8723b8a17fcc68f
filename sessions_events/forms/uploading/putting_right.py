"""Points that are taken back, and the right person instead of the wrong one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_10, WIDTH_20, ParagraphField


class ReasonForm(forms.Form):
    """Why points are taken back."""

    reason = ParagraphField(
        label=_("Reason"),
        max_length=1000,
        rows=3,
        help_text=_("The people whose points are taken back read this."),
        error_messages={"required": _("Give the reason: the people read it")},
    )


class ReplaceForm(ReasonForm):
    """The right person instead of the wrong one."""

    number = forms.CharField(
        label=_("GOC number of the right person"),
        max_length=200,
        widget=forms.TextInput(WIDTH_10),
        error_messages={"required": _("Enter the registration number of the right person")},
    )
    surname = forms.CharField(
        label=_("Surname of the right person"),
        max_length=200,
        widget=forms.TextInput(WIDTH_20),
        error_messages={"required": _("Enter the surname of the right person")},
    )
    field_order = ("number", "surname", "reason")
