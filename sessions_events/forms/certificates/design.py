"""How the certificates of a provider look."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

from cet_portal.core import file_kinds
from cet_portal.core.forms import (
    AttachmentField,
    FileField,
    marked,
)
from sessions_events.models import CertificateDesign
from sessions_events.rules.printable import unprintable

PICTURES = ("image/png", "image/jpeg")


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
