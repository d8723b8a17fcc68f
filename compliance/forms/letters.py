"""What a person may ask of a list of letters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import DateField
from compliance.enums import LetterWay


class LetterFilters(forms.Form):
    """Which letters."""

    hide_optional = True

    words = forms.CharField(label=_("Number or surname"), required=False, max_length=100)
    way = forms.ChoiceField(
        label=_("Goes"), required=False, choices=[("", _("Either way")), *LetterWay.choices]
    )
    read = forms.ChoiceField(
        label=_("Read"),
        required=False,
        choices=[("", _("All")), ("yes", _("Read")), ("no", _("Not read"))],
    )

    def clean(self):
        """What makes no sense is not asked."""
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class PostedForm(forms.Form):
    """When the letters of a file went by post."""

    posted_on = DateField(
        label=_("Day on which they were posted"), help_text=_("For example, 27 3 2026")
    )


class ShownForm(forms.Form):
    """Which letters the page showed on which somebody has them written."""

    run = forms.CharField(max_length=12, widget=forms.HiddenInput)
    total = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
