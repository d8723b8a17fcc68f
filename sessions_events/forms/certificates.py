"""Forms about certificates and the attendance record."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

from cet_portal.core import file_kinds
from cet_portal.core.forms import (
    WIDTH_20,
    AttachmentField,
    FileField,
    ParagraphField,
    Radios,
    marked,
)
from sessions_events.enums import RecordKind
from sessions_events.forms.reading import Filter
from sessions_events.models import CertificateDesign
from sessions_events.rules.codes import read_code
from sessions_events.rules.printable import unprintable

PICTURES = ("image/png", "image/jpeg")


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


class LogoField(AttachmentField):
    """A picture, by its content, that can be drawn; its name does not matter."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.FileInput({"accept": ".png,.jpg,.jpeg"}), **kwargs)

    def to_python(self, data):
        file = FileField.to_python(self, data)
        if not file:
            return file
        if _kind(file) not in PICTURES or not _can_be_drawn(file):
            sentence = _(
                "“%(name)s” is no PNG or JPEG picture, or it is damaged. Choose a PNG or JPEG "
                "picture."
            )
            raise ValidationError(sentence % {"name": file.name}, code="no_picture")
        return file


def _can_be_drawn(file) -> bool:
    try:
        with Image.open(file) as picture:
            picture.draft("RGB", (100, 100))  # a large JPEG is read small
            picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    finally:
        file.seek(0)
    return True


def _kind(file) -> str:
    kind = file_kinds.kind_of(file)
    return kind.content_type if kind else ""


def _printable(text: str) -> str:
    wrong = unprintable(text)
    if wrong:
        sentence = _("Write it in Latin, Greek or Cyrillic letters: %(wrong)s cannot be printed")
        raise ValidationError(sentence % {"wrong": " ".join(wrong)}, code="unprintable")
    return text


class DesignForm(forms.ModelForm):
    """What certificates of a provider show."""

    logo = LogoField(
        label=_("Logo"),
        required=False,
        most_bytes=5 * file_kinds.MEGABYTE,
        help_text=_("PNG or JPEG, at most 5 MB. It is printed at most 50 mm wide and 25 mm high."),
    )
    without_logo = forms.BooleanField(label=_("Take the logo away"), required=False)

    class Meta:
        model = CertificateDesign
        fields = ("signatory", "signatory_role")
        help_texts = {
            "signatory": _("Printed under “Signed for the provider”."),
            "signatory_role": _("For example, CET lead."),
        }

    field_order = ("signatory", "signatory_role", "logo", "without_logo")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        marked(self.fields["without_logo"], hide_optional=True)
        if self.instance.logo_id is None:
            del self.fields["without_logo"]

    def clean_signatory(self):
        return _printable(self.cleaned_data["signatory"])

    def clean_signatory_role(self):
        return _printable(self.cleaned_data["signatory_role"])

    def clean(self):
        super().clean()
        if self.cleaned_data.get("signatory_role") and not self.cleaned_data.get("signatory"):
            self.add_error("signatory", _("Enter the name that belongs to this role"))
        return self.cleaned_data


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
