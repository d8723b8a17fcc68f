"""Certificates in lists: which of them, which are shown, which one is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import ParagraphField, Radios
from sessions_events.forms.reading import Filter


class CertificateFilter(Filter):
    """Whose certificate."""

    text = forms.CharField(label=_("Number, surname or code"), max_length=100)


class ShownForm(forms.Form):
    """What a stranger with the code sees."""

    shows_name = forms.TypedChoiceField(
        label=_("What does somebody see who checks this certificate?"),
        choices=[
            ("no", _("The first letter of my surname and the end of my number")),
            ("yes", _("My surname and my registration number")),
        ],
        coerce=lambda answer: answer == "yes",
        widget=Radios(),
    )


class WithdrawCertificateForm(forms.Form):
    """Why a certificate is withdrawn."""

    reason = ParagraphField(
        label=_("Reason"),
        max_length=1000,
        rows=3,
        help_text=_(
            "The person whose certificate it is reads this, and so do your colleagues and GOC "
            "staff. Whoever checks the certificate does not."
        ),
        error_messages={"required": _("Give the reason: the person reads it")},
    )
