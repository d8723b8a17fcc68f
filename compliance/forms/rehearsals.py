"""Which of the people whom a variant changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Profession
from compliance.enums import Direction, RequirementCode
from compliance.queries.rehearsals import MET, NOT_MET

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
    side = forms.ChoiceField(
        label=_("One requirement"),
        required=False,
        choices=[
            EVERYBODY,
            (MET, _("Would be met")),
            (NOT_MET, _("Would no longer be met")),
        ],
    )
    profession = forms.ChoiceField(
        label=_("Profession"), required=False, choices=[EVERYBODY, *Profession.choices]
    )
    words = forms.CharField(label=_("Number or surname"), required=False, max_length=100)
