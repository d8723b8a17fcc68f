"""The appeal against a rejection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from cet_portal.core.forms import AttachmentField, marked


class AppealForm(forms.Form):
    """Why the rejection is wrong, and one file more. Files kept before are not asked again.

    `version`: of what was kept of the appeal when the form was opened; 0 where nothing was.
    """

    version = forms.Field(widget=forms.HiddenInput, required=False)
    grounds = fields.text(
        _("Why do you think the rejection is wrong?"),
        required=True,
        rows=10,
        help_text=_("Go through what was not met, and say where the application shows it."),
        error_messages={"required": _("Say why you think the rejection is wrong")},
    )
    file = marked(
        AttachmentField(
            label=_("File that supports the appeal"),
            required=False,
            max_length=255,
            error_messages={
                "empty": _("The file is empty. Choose a file with something in it."),
                "max_length": _(
                    "The name of the file is too long. Rename it, and choose it again."
                ),
            },
        ),
        is_kept=True,
    )

    def __init__(self, *args, is_complete: bool = True, **kwargs):
        """`is_complete` False: a file is only added or taken away, the grounds may follow."""
        super().__init__(*args, **kwargs)
        self.fields["grounds"].required = is_complete

    def saved_version(self) -> int:
        """The version the form was opened with; 0, which nothing kept has, if it is none."""
        version = str(self.cleaned_data.get("version") or "")
        return int(version) if version.isdecimal() and len(version) < 10 else 0
