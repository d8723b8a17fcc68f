"""What a registrant says of their points, and writes for themselves."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import WIDTH_4, DateField, ParagraphField, Radios, VersionField
from registrants.enums import DeclineReason, QueryProblem

MOST_MESSAGE, MOST_TEXT, MOST_MINUTES = 1_000, 10_000, 10_000
EARLIEST_YEAR = 1950


class DeclineForm(forms.Form):
    """Why a line is not accepted at all."""

    because = forms.TypedChoiceField(
        label=gettext_lazy("Why do you decline these points?"),
        choices=DeclineReason.choices,
        coerce=DeclineReason,
        widget=Radios(
            hints={
                DeclineReason.NOT_ME: gettext_lazy("The provider uploaded the wrong person."),
                DeclineReason.NOT_COMPLETED: gettext_lazy(
                    "For example, you left before the end, or did not pass the questions."
                ),
            }
        ),
        error_messages={"required": gettext_lazy("Choose why you decline these points")},
    )


class QueryForm(forms.Form):
    """What is wrong, and how it should be."""

    problem = forms.TypedChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=QueryProblem.choices,
        coerce=QueryProblem,
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose what is wrong")},
    )
    message = ParagraphField(
        label=gettext_lazy("What should it be, and how do you know?"),
        max_length=MOST_MESSAGE,
        help_text=gettext_lazy("The provider and GOC staff read this with your name."),
        error_messages={"required": gettext_lazy("Write what it should be")},
    )


class DropQueryForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class ReflectionForm(forms.Form):
    """Text of one's own on a line; the page says what an empty one does."""

    hide_optional = True

    version = VersionField()
    text = ParagraphField(
        label=gettext_lazy("What you write"),
        required=False,
        max_length=MOST_TEXT,
        rows=10,
        help_text=gettext_lazy("Leave out anything by which a patient could be known."),
    )


class InstructionForm(forms.Form):
    """On or off: the button says which."""

    wanted = forms.TypedChoiceField(
        choices=[("on", gettext_lazy("On")), ("off", gettext_lazy("Off"))],
        coerce=lambda value: value == "on",
        empty_value=None,
        widget=forms.HiddenInput,
    )


class LearningForm(forms.Form):
    """Something learned that nobody approved."""

    version = VersionField()
    title = forms.CharField(label=gettext_lazy("What did you learn, or do?"), max_length=200)
    learned_on = DateField(label=gettext_lazy("When?"))
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes did it take?"),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.TextInput({**WIDTH_4, "inputmode": "numeric"}),
    )
    notes = ParagraphField(
        label=gettext_lazy("Notes"), required=False, max_length=MOST_TEXT, rows=6
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_learned_on(self) -> date:
        day = self.cleaned_data["learned_on"]
        if day > self.today:
            raise ValidationError(_("Enter a day that is over, or today"))
        if day.year < EARLIEST_YEAR:
            raise ValidationError(_("Enter a year from %(year)s on") % {"year": EARLIEST_YEAR})
        return day


class RemoveLearningForm(forms.Form):
    """Nothing to fill in: the button is the answer."""
