"""The attendance record: its files, and why it is kept longer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import AttachmentField, ParagraphField, Radios
from sessions_events.enums import RecordKind


class RecordForm(forms.Form):
    """A file for the attendance record."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=RecordKind.choices, widget=Radios())
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("For example, “morning” or “pages 1 to 4”."),
    )
    file = AttachmentField(label=_("File"), error_messages={"required": _("Choose a file")})


class StrikeForm(forms.Form):
    """Why a file does not belong to the record."""

    reason = ParagraphField(
        label=_("Reason"),
        max_length=1000,
        rows=3,
        error_messages={"required": _("Say why the file does not belong here")},
    )


class HoldForm(forms.Form):
    """Why a record is kept longer, or no longer."""

    reason = ParagraphField(
        label=_("Reason"),
        max_length=1000,
        rows=3,
        help_text=_("The provider reads this."),
        error_messages={"required": _("Give the reason: the provider reads it")},
    )
