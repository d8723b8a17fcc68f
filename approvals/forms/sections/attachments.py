"""One file of an application."""

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.enums import AttachmentKind
from cet_portal.core.forms import AttachmentField, Radios


class AttachmentForm(forms.Form):
    """A file, its kind found by its content, and what it is for."""

    file = AttachmentField(
        label=_("File"),
        error_messages={
            "required": _("Choose a file"),
            "empty": _("The file is empty. Choose a file with something in it."),
            "max_length": _("The name of the file is too long. Rename it, and choose it again."),
        },
        max_length=255,
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=AttachmentKind.choices,
        widget=Radios,
        error_messages={
            "required": _("Say what the file is"),
            "invalid_choice": _("Choose one of the answers"),
        },
    )
