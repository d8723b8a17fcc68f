"""Rows that cannot be used, to be put right."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_10, WIDTH_20, marked
from sessions_events.enums import Part
from sessions_events.forms.uploading.typed import YES_OR_NO, without_what_is_not_asked
from sessions_events.rules.earning import Asks


class MendForm(forms.Form):
    """One row that cannot be used, to be put right. What is still wrong the row itself says."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("GOC number"), max_length=200, required=False, widget=forms.TextInput(WIDTH_10)
    )
    surname = forms.CharField(
        label=_("Surname"), max_length=200, required=False, widget=forms.TextInput(WIDTH_20)
    )
    completed = forms.CharField(
        label=_("Completed on"), max_length=40, required=False, widget=forms.TextInput(WIDTH_10)
    )

    part = forms.ChoiceField(
        label=_("Role"), choices=[("", _("Choose the role")), *Part.choices], required=False
    )
    interactive = forms.ChoiceField(
        label=_("Interactive part completed"), choices=YES_OR_NO, required=False
    )

    def __init__(self, *args, asks: Asks, **kwargs):
        """`asks`: what the event needs to know of each person."""
        super().__init__(*args, **kwargs)
        without_what_is_not_asked(self, asks)
        for field in self.fields.values():
            marked(field, hide_optional=True)

    def values(self) -> dict[str, str]:
        """What the row is to say."""
        return {name: value for name, value in self.cleaned_data.items() if name != "row"}


ROWS_ON_A_PAGE = 25
MendFormSet = forms.formset_factory(
    MendForm, extra=0, max_num=ROWS_ON_A_PAGE, absolute_max=ROWS_ON_A_PAGE
)
