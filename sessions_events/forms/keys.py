"""A key for a machine, by the name that people give it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class KeyForm(forms.Form):
    """A name by which people know a key again."""

    name = forms.CharField(
        label=_("What is the key for?"),
        max_length=100,
        help_text=_("For example, the name of the system that has it."),
        error_messages={"required": _("Say what the key is for")},
    )
