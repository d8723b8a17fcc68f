"""Who gets a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_10, WIDTH_20, DateField


class CertificateForm(forms.Form):
    """Who gets a certificate."""

    number = forms.CharField(
        label=_("GOC number"),
        max_length=200,
        widget=forms.TextInput(WIDTH_10),
        help_text=_("For example, 01-20001 or D-12345"),
    )
    surname = forms.CharField(label=_("Surname"), max_length=200, widget=forms.TextInput(WIDTH_20))
    completed_on = DateField(
        label=_("Day of completion"),
        required=False,
        help_text=_("Needed if the person has not been uploaded yet. For example, 27 3 2026"),
    )

    def __init__(self, *args, distance: bool = False, **kwargs):
        """`distance`: it is distance learning, of which each person has a day of their own."""
        super().__init__(*args, **kwargs)
        if not distance:
            del self.fields["completed_on"]
