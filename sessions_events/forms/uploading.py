"""Registration numbers and surnames, from a file or typed; and who gets a certificate."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_10, WIDTH_20, FileField, ParagraphField
from sessions_events.rules.files import MOST_BYTES, read_text
from sessions_events.rules.lines import Unreadable

ROWS_AT_FIRST = 12
MOST_TYPED = 2_000


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

    def clean_text(self):
        try:
            self.table = read_text(self.cleaned_data["text"])
            self.rows = list(self.table.rows)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable)) from None
        return self.cleaned_data["text"]


class RowForm(forms.Form):
    """One typed row. What is wrong with a number is reported after sending, row by row."""

    number = forms.CharField(
        label=_("GOC number"), max_length=200, required=False, widget=forms.TextInput(WIDTH_10)
    )
    surname = forms.CharField(
        label=_("Surname"), max_length=200, required=False, widget=forms.TextInput(WIDTH_20)
    )


class _Rows(forms.BaseFormSet):
    def clean(self):
        if not any(self.errors) and not self.cells():
            raise ValidationError(_("Type at least one number and surname"))

    def cells(self) -> list[tuple[int, str, str]]:
        """The rows that hold anything, by their place in the table."""
        typed = [
            (line, form.cleaned_data.get("number", ""), form.cleaned_data.get("surname", ""))
            for line, form in enumerate(self.forms, start=1)
        ]
        return [row for row in typed if row[1] or row[2]]


RowFormSet = forms.formset_factory(
    RowForm,
    formset=_Rows,
    extra=ROWS_AT_FIRST,
    max_num=MOST_TYPED,
    absolute_max=MOST_TYPED,
)


class CertificateForm(forms.Form):
    """Who gets a certificate."""

    number = forms.CharField(
        label=_("GOC number"),
        max_length=200,
        widget=forms.TextInput(WIDTH_10),
        help_text=_("For example, 01-20001 or D-12345"),
    )
    surname = forms.CharField(label=_("Surname"), max_length=200, widget=forms.TextInput(WIDTH_20))
