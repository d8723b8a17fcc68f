"""A rating by somebody who completed the CET (decisions.md 30)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import ParagraphField, Radios

SCORES = (
    (5, _("5, very good")),
    (4, _("4, good")),
    (3, _("3, fair")),
    (2, _("2, poor")),
    (1, _("1, very poor")),
)


class RatingForm(forms.Form):
    """One to five, and an optional comment."""

    score = forms.TypedChoiceField(
        label=_("How good was this CET?"),
        choices=SCORES,
        coerce=int,
        widget=Radios,
        error_messages={"required": _("Choose from 1 to 5")},
    )
    comment = ParagraphField(
        label=_("Comment"),
        required=False,
        max_length=2000,
        help_text=_(
            "The provider reads this without your name. Leave out anything that names you."
        ),
    )
