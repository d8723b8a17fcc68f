"""Which of the people whom a variant changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Profession
from compliance.enums import Direction, RequirementCode

EVERYBODY = ("", _("All"))


class ChangeFilter(forms.Form):
    """By direction, requirement, profession, number or name."""

    hide_optional = True
    direction = forms.ChoiceField(
        label=_("What would change"), required=False, choices=[EVERYBODY, *Direction.choices]
    )
    code = forms.ChoiceField(
        label=_("Requirement"), required=False, choices=[EVERYBODY, *RequirementCode.choices]
    )
    profession = forms.ChoiceField(
        label=_("Profession"), required=False, choices=[EVERYBODY, *Profession.choices]
    )
    words = forms.CharField(label=_("Number or surname"), required=False, max_length=100)
