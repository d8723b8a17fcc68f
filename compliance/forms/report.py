"""What a person may ask of the end-of-cycle report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from compliance.enums import Settled

EVERYBODY = ("", _("Everybody"))


class ReportFilters(forms.Form):
    """Which cycle and which people."""

    hide_optional = True

    cycle = forms.ChoiceField(label=_("Cycle"), required=False)
    met = forms.ChoiceField(
        label=_("Requirements"), required=False, choices=[EVERYBODY, *Settled.choices]
    )
    words = forms.CharField(label=_("Number or surname"), required=False, max_length=100)

    def __init__(self, *args, cycles: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cycle"].choices = [(name, name.replace("-", " to ")) for name in cycles]
