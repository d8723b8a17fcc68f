"""Rows that ask a question: answered each by itself, or all at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import Radios, marked
from sessions_events.forms.uploading.mending import ROWS_ON_A_PAGE


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


DecideFormSet = forms.formset_factory(
    DecideForm, extra=0, max_num=ROWS_ON_A_PAGE, absolute_max=ROWS_ON_A_PAGE
)
