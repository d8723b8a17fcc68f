"""Registration numbers and surnames, from a file or typed; and who gets a certificate."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_10, WIDTH_20, FileField
from sessions_events.rules.files import MOST_BYTES, read_file
from sessions_events.rules.tables import MOST_ROWS, Unreadable

ROWS_AT_FIRST = 12


class FileForm(forms.Form):
    """A CSV file. When valid, `sheet` holds its rows."""

    file = FileField(
        label=_("CSV file"),
        help_text=_(
            "With a column for the GOC number and one for the surname, in any order. "
            "At most 2,000 rows and 1 MB."
        ),
        most_bytes=MOST_BYTES,
        error_messages={
            "too_large": _("The file is larger than 1 MB. Split it and send the parts one by one."),
            "required": _("Choose a CSV file"),
            "empty": _("The file is empty. Choose a CSV file with numbers and surnames."),
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            self.sheet = read_file(file.read())
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable)) from None
        file.seek(0)
        return file


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
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
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
