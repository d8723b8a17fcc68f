"""A certificate is checked by its code."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_20
from sessions_events.rules.codes import read_code


class CheckForm(forms.Form):
    """The code of a certificate, however it is typed."""

    code = forms.CharField(
        label=_("Code of the certificate"),
        max_length=100,
        widget=forms.TextInput({**WIDTH_20, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "It stands on the certificate, for example BCDF-2345-GHJK. Spaces, hyphens and small "
            "letters do not matter."
        ),
        error_messages={"required": _("Enter the code that stands on the certificate")},
    )

    def clean_code(self) -> str:
        """The code as it is kept."""
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(
                _("A code has letters and figures only, 12 of them. Look at the certificate again.")
            )
        return code
