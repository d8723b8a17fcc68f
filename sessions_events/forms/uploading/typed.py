"""Rows of numbers and surnames that are typed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_10, WIDTH_20
from sessions_events.enums import Part
from sessions_events.rules.earning import Asks
from sessions_events.rules.headings import Field
from sessions_events.rules.rows import Row

ROWS_AT_FIRST = 12
MOST_TYPED = 2_000


def without_what_is_not_asked(form: forms.Form, asks: Asks) -> None:
    """Each event asks for its own things besides number and surname."""
    for name, asked in (
        (Field.COMPLETED, asks.days),
        (Field.PART, asks.roles),
        (Field.INTERACTIVE, asks.interactive),
    ):
        if not asked:
            del form.fields[name.value]


YES_OR_NO = (("yes", _("Yes")), ("no", _("No")))


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
        label=_("Interactive part completed"), choices=YES_OR_NO, required=False, initial="yes"
    )

    def __init__(self, *args, asks: Asks, **kwargs):
        """`asks`: what the event needs to know of each person."""
        super().__init__(*args, **kwargs)
        without_what_is_not_asked(self, asks)


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
