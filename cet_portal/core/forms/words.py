"""Text that people type: paragraphs and web addresses."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy


class ParagraphField(forms.CharField):
    """Longer text. Line ends count as one character, as in the counter under the box."""

    def __init__(self, *, rows: int = 5, **kwargs):
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value) -> str:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class WebAddressField(forms.URLField):
    """A page that strangers will open: http or https, and nobody's name or password in it."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {
        "invalid": gettext_lazy("Enter a web address, for example https://example.org"),
        "max_length": gettext_lazy("Enter a web address of %(limit_value)d characters or fewer"),
        "user_info": gettext_lazy("Enter the web address without a name or password in it"),
    }

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)
        self.validators[0].message = self.error_messages["invalid"]

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            host = urlsplit(value).netloc
        except ValueError:  # brackets that hold no address
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if "@" in host:
            raise ValidationError(self.error_messages["user_info"], code="user_info")
