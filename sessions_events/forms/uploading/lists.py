"""A list of people, as a file or pasted."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import FileField, ParagraphField
from sessions_events.rules.files import MOST_BYTES


class FileForm(forms.Form):
    """A list of people as a file: CSV in any common form, or a workbook."""

    file = FileField(
        label=_("File"),
        most_bytes=MOST_BYTES,
        help_text=_(
            "CSV or Excel, with a column for the GOC number and one for the surname, in any order. "
            "At most 100,000 rows and 50 MB."
        ),
        error_messages={
            "required": _("Choose a file"),
            "empty": _("The file is empty. Choose a list with numbers and surnames."),
        },
    )


class PasteForm(forms.Form):
    """A column, a table or lines, pasted."""

    text = ParagraphField(
        label=_("Paste the list here"),
        rows=12,
        help_text=_("From a spreadsheet, a mail or a web page: one person a line."),
        error_messages={"required": _("Paste a list with numbers and surnames")},
    )

    def as_file(self) -> SimpleUploadedFile:
        """The text as a file, so that it goes through the same door."""
        text = self.cleaned_data["text"]
        return SimpleUploadedFile("pasted.txt", text.encode(), content_type="text/plain")
