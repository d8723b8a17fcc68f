"""Files that people send."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core import file_kinds


class ChosenFile(forms.BoundField):
    """A file that was chosen on a page which is shown again: the browser has dropped it, so its
    field asks for it once more. Not where the page keeps files (`field.is_kept = True`)."""

    @property
    def errors(self) -> ErrorList:
        found = super().errors
        if found or not self._is_dropped():
            return found
        asked: list[str] = [
            _("Choose the file again: a page that was refused does not keep files"),
        ]
        return self.form.error_class(asked, renderer=self.form.renderer, field_id=self.auto_id)

    def _is_dropped(self) -> bool:
        form: Any = self.form
        if not form.is_bound or self.html_name not in form.files:
            return False
        return not getattr(self.field, "is_kept", False) or getattr(form, "was_kept", False)


class FileField(forms.FileField):
    """A file to upload: a plain input, without "currently" and "clear".

    Refuses more than `most_bytes`. Of a file beyond `file_kinds.MOST_BYTES`, or what the view
    `allows`, only its length
    arrives here (core/upload_limit.py); what else was typed is kept.
    """

    widget = forms.FileInput
    default_error_messages: ClassVar[dict] = {
        "too_large": gettext_lazy("The file is larger than %(limit)s. Choose a smaller one.")
    }

    def __init__(self, *, most_bytes: int = file_kinds.MOST_BYTES, **kwargs):
        super().__init__(**kwargs)
        self.most_bytes = most_bytes

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> ChosenFile:
        return ChosenFile(form, self, field_name)

    def to_python(self, data):
        if data and data.size > self.most_bytes:
            words = {"limit": file_kinds.say_megabytes(self.most_bytes)}
            raise ValidationError(self.error_messages["too_large"], code="too_large", params=words)
        return super().to_python(data)


class AttachmentField(FileField):
    """A document or picture, its kind found by its content (core/file_kinds.py)."""

    def __init__(self, **kwargs):
        endings = ",".join(f".{ending}" for ending in file_kinds.ENDINGS)
        kwargs.setdefault("widget", forms.FileInput({"accept": endings}))
        super().__init__(**kwargs)
        self.help_text = self.help_text or format_lazy(
            gettext_lazy("{kinds}, at most {limit}."),
            kinds=file_kinds.TAKEN,
            limit=file_kinds.say_megabytes(self.most_bytes),
        )

    def to_python(self, data):
        file = super().to_python(data)
        if file:
            try:
                file_kinds.check(file, file.name)
            except file_kinds.NotTaken as refused:
                raise ValidationError(str(refused), code="not_taken") from None
        return file
