"""Registration numbers and surnames, from a file or typed; and who gets a certificate."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import (
    WIDTH_10,
    WIDTH_20,
    DateField,
    FileField,
    ParagraphField,
    Radios,
    marked,
)
from sessions_events.enums import Part
from sessions_events.rules.earning import Asks
from sessions_events.rules.files import MOST_BYTES
from sessions_events.rules.headings import NEEDED, Field
from sessions_events.rules.rows import Row

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

    def as_file(self) -> SimpleUploadedFile:
        """The text as a file, so that it goes through the same door."""
        text = self.cleaned_data["text"]
        return SimpleUploadedFile("pasted.txt", text.encode(), content_type="text/plain")


def _without_what_is_not_asked(form: forms.Form, asks: Asks) -> None:
    """Each event asks for its own things besides number and surname."""
    for name, asked in (
        (Field.COMPLETED, asks.days),
        (Field.PART, asks.roles),
        (Field.INTERACTIVE, asks.interactive),
    ):
        if not asked:
            del form.fields[name.value]


_YES_OR_NO = (("yes", _("Yes")), ("no", _("No")))


class RowForm(forms.Form):
    """One typed row. What is wrong with a number is reported after sending, row by row."""

    number = forms.CharField(
        label=_("GOC number"), max_length=200, required=False, widget=forms.TextInput(WIDTH_10)
    )
    surname = forms.CharField(
        label=_("Surname"), max_length=200, required=False, widget=forms.TextInput(WIDTH_20)
    )
    completed = forms.CharField(
        label=_("Completed on"), max_length=40, required=False, widget=forms.TextInput(WIDTH_10)
    )
    part = forms.ChoiceField(
        label=_("Role"), choices=Part.choices, required=False, initial=Part.PARTICIPANT
    )
    interactive = forms.ChoiceField(
        label=_("Interactive part completed"), choices=_YES_OR_NO, required=False, initial="yes"
    )

    def __init__(self, *args, asks: Asks, **kwargs):
        """`asks`: what the event needs to know of each person."""
        super().__init__(*args, **kwargs)
        _without_what_is_not_asked(self, asks)


class _Rows(forms.BaseFormSet):
    def clean(self):
        if not any(self.errors) and not self.rows():
            raise ValidationError(_("Type at least one number and surname"))

    def rows(self) -> list[Row]:
        """The rows that hold anything, by their place in the table."""
        typed = [_typed(line, form.cleaned_data) for line, form in enumerate(self.forms, start=1)]
        return [row for row in typed if row.number or row.surname or row.completed]


def _typed(line: int, said: dict[str, str]) -> Row:
    return Row(
        line,
        said.get("number", ""),
        said.get("surname", ""),
        completed=said.get("completed", ""),
        part=said.get("part") or Part.PARTICIPANT.value,
        interactive=said.get("interactive") != "no",
    )


RowFormSet = forms.formset_factory(
    RowForm,
    formset=_Rows,
    extra=ROWS_AT_FIRST,
    max_num=MOST_TYPED,
    absolute_max=MOST_TYPED,
)


class ColumnsForm(forms.Form):
    """Which column is which, for a list whose columns could not be told."""

    def __init__(self, *args, records, **kwargs):
        """`records`: the first lines, to know a column by what stands in it."""
        super().__init__(*args, **kwargs)
        width = max(map(len, records), default=0)
        columns = [(str(place), _column(place, records)) for place in range(width)]
        for name in (Field.NUMBER, Field.SURNAME, Field.COMPLETED, Field.PART, Field.INTERACTIVE):
            self.fields[name.value] = forms.ChoiceField(
                label=capfirst(name.label),
                choices=[("", _("Choose a column") if name in NEEDED else _("None")), *columns],
                required=name in NEEDED,
            )

    def clean(self):
        super().clean()
        chosen: dict[str, str] = {}
        for name, place in list(self.cleaned_data.items()):
            if place and place in chosen.values():
                self.add_error(name, _("This column is chosen above already"))
            chosen[name] = place
        return self.cleaned_data

    def layout(self) -> dict[str, int]:
        """The place of each column that was chosen, from 0."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place}


def _column(place: int, records: list[list[str]]) -> str:
    cells = [record[place] for record in records if place < len(record) and record[place]]
    shown = ", ".join(cell[:20] for cell in cells[:3])
    return _("Column %(number)s: %(cells)s") % {"number": place + 1, "cells": shown or _("empty")}


class MendForm(forms.Form):
    """One row that cannot be used, to be put right. What is still wrong the row itself says."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("GOC number"), max_length=200, required=False, widget=forms.TextInput(WIDTH_10)
    )
    surname = forms.CharField(
        label=_("Surname"), max_length=200, required=False, widget=forms.TextInput(WIDTH_20)
    )
    completed = forms.CharField(
        label=_("Completed on"), max_length=40, required=False, widget=forms.TextInput(WIDTH_10)
    )

    part = forms.ChoiceField(
        label=_("Role"), choices=[("", _("Choose the role")), *Part.choices], required=False
    )
    interactive = forms.ChoiceField(
        label=_("Interactive part completed"), choices=_YES_OR_NO, required=False
    )

    def __init__(self, *args, asks: Asks, **kwargs):
        """`asks`: what the event needs to know of each person."""
        super().__init__(*args, **kwargs)
        _without_what_is_not_asked(self, asks)
        for field in self.fields.values():
            marked(field, hide_optional=True)

    def values(self) -> dict[str, str]:
        """What the row is to say."""
        return {name: value for name, value in self.cleaned_data.items() if name != "row"}


class DecideForm(forms.Form):
    """One row that asks a question. Nothing is chosen beforehand, and it may be left open."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        required=False,
        widget=Radios(inline=True),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        marked(self.fields["answer"], hide_optional=True)

    def ask_for_points(self) -> None:
        """The question is not whether a number is meant, but which points are given."""
        self.fields["answer"].choices = [("yes", _("General points")), ("no", _("None"))]


class _Keys(forms.MultipleChoiceField):
    """Keys of rows; which rows they may be, the service knows."""

    def valid_value(self, value):
        return str(value).isdecimal() and len(str(value)) < 19


class AnswerAllForm(forms.Form):
    """One answer for all rows that ask the same, but for those that are ticked."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("yes", _("Yes, all of these are meant")),
            ("no", _("No, put all of these aside")),
        ],
        widget=Radios(),
        error_messages={"required": _("Choose an answer")},
    )
    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    without = _Keys(label=_("Leave out"), required=False)

    def __init__(self, *args, points: bool, **kwargs):
        """`points`: the question is not who is meant, but which points are given."""
        super().__init__(*args, **kwargs)
        if points:
            self.fields["answer"].choices = [
                ("yes", _("General points for all of these")),
                ("no", _("None for all of these")),
            ]

    def left_out(self) -> list[int]:
        """The keys of the rows that stay undecided."""
        return [int(key) for key in self.cleaned_data["without"]]


ROWS_ON_A_PAGE = 25
MendFormSet = forms.formset_factory(
    MendForm, extra=0, max_num=ROWS_ON_A_PAGE, absolute_max=ROWS_ON_A_PAGE
)
DecideFormSet = forms.formset_factory(
    DecideForm, extra=0, max_num=ROWS_ON_A_PAGE, absolute_max=ROWS_ON_A_PAGE
)


class ReasonForm(forms.Form):
    """Why points are taken back."""

    reason = ParagraphField(
        label=_("Reason"),
        max_length=1000,
        rows=3,
        help_text=_("The people whose points are taken back read this."),
        error_messages={"required": _("Give the reason: the people read it")},
    )


class ReplaceForm(ReasonForm):
    """The right person instead of the wrong one."""

    number = forms.CharField(
        label=_("GOC number of the right person"),
        max_length=200,
        widget=forms.TextInput(WIDTH_10),
        error_messages={"required": _("Enter the registration number of the right person")},
    )
    surname = forms.CharField(
        label=_("Surname of the right person"),
        max_length=200,
        widget=forms.TextInput(WIDTH_20),
        error_messages={"required": _("Enter the surname of the right person")},
    )
    field_order = ("number", "surname", "reason")


class KeyForm(forms.Form):
    """A name by which people know a key again."""

    name = forms.CharField(
        label=_("What is the key for?"),
        max_length=100,
        help_text=_("For example, the name of the system that has it."),
        error_messages={"required": _("Say what the key is for")},
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
    completed_on = DateField(
        label=_("Day of completion"),
        required=False,
        help_text=_("Needed if the person has not been uploaded yet. For example, 27 3 2026"),
    )

    def __init__(self, *args, distance: bool = False, **kwargs):
        """`distance`: it is distance learning, of which each person has a day of their own."""
        super().__init__(*args, **kwargs)
        if not distance:
            del self.fields["completed_on"]
