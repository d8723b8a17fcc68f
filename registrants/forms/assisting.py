"""Acts that staff do for somebody on a recorded request."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cet_portal.core.forms import WIDTH_3, Checkboxes, DateField, ParagraphField, Radios
from cet_portal.scheme.limits import LAST_DAY_BEFORE_THE_SCHEME
from registrants.enums import DeclineReason, QueryProblem, RequestWay
from registrants.forms.identity import too_long
from registrants.models import PointEntry

LONGEST = 2000
MOST_POINTS = 100


class RequestForm(forms.Form):
    """What somebody asked for, how and when."""

    way = forms.ChoiceField(
        label=gettext_lazy("How did they ask?"),
        choices=RequestWay.choices,
        widget=Radios(inline=True),
        error_messages={"required": gettext_lazy("Choose how they asked")},
    )
    received_on = DateField(
        label=gettext_lazy("Day received"), help_text=gettext_lazy("For example, 27 3 2026")
    )
    words = ParagraphField(
        label=gettext_lazy("What did they ask for?"),
        help_text=gettext_lazy("In their words, and how you made sure who it was."),
        max_length=LONGEST,
        error_messages={
            "required": gettext_lazy("Write what they asked for"),
            "max_length": too_long(gettext_lazy("What did they ask for?")),
        },
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_received_on(self) -> date:
        """Today or before, and not before there was a scheme. No day of a register entry bounds it:
        who has none yet writes, and so does who was taken off."""
        day = self.cleaned_data["received_on"]
        if day <= LAST_DAY_BEFORE_THE_SCHEME:
            words = {"day": date_format(LAST_DAY_BEFORE_THE_SCHEME, "j F Y")}
            raise ValidationError(
                _("The day received must be after %(day)s, when CET began") % words
            )
        if day > self.today:
            raise ValidationError(_("The day received must be today or in the past"))
        return day


ACCEPT = "ACCEPT"


class ActForm(forms.Form):
    """Which lines, and what to do with them."""

    act = forms.ChoiceField(
        label=gettext_lazy("What do they want done?"),
        widget=Radios,
        choices=[
            (ACCEPT, gettext_lazy("Accept the points")),
            *((reason.value, reason.label) for reason in DeclineReason),
            *((problem.value, problem.label) for problem in QueryProblem),
        ],
        error_messages={"required": gettext_lazy("Choose what they want done")},
    )
    message = ParagraphField(
        label=gettext_lazy("What is wrong?"),
        help_text=gettext_lazy("Only for a query. The provider reads it."),
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": too_long(gettext_lazy("What is wrong?"))},
    )
    lines = forms.TypedMultipleChoiceField(
        label=gettext_lazy("For which points?"),
        coerce=int,
        widget=Checkboxes(small=True),
        error_messages={"required": gettext_lazy("Tick at least one line")},
    )
    field_order = ("lines", "act", "message")

    def __init__(self, *args, lines: list[PointEntry], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = [(line.pk, _line(line)) for line in lines]
        self.fields["act"].choices = [
            (ACCEPT, _("Accept the points")),
            *((each.value, _("Decline: %(why)s") % {"why": each.label}) for each in DeclineReason),
            *((each.value, _("Query: %(why)s") % {"why": each.label}) for each in QueryProblem),
        ]

    def clean(self):
        """A query says what is wrong."""
        values = super().clean()
        if values.get("act") in QueryProblem.values and not values.get("message"):
            self.add_error("message", _("Write what is wrong, in their words"))
        return values


def _line(line: PointEntry) -> str:
    sentence = ngettext(
        "%(event)s %(title)s, %(day)s: %(points)s point, %(status)s",
        "%(event)s %(title)s, %(day)s: %(points)s points, %(status)s",
        line.total,
    )
    return sentence % {
        "event": line.event_reference,
        "title": line.title,
        "day": date_format(line.event_date, "j F Y"),
        "points": line.total,
        "status": line.get_status_display(),
    }


def _points(label) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_POINTS,
        widget=forms.TextInput({**WIDTH_3, "inputmode": "numeric"}),
    )


class CorrectionForm(forms.Form):
    """What a line should have said."""

    total = _points(gettext_lazy("Points"))
    interactive = _points(gettext_lazy("Of these, interactive"))
    event_date = DateField(label=gettext_lazy("Day of the event"))
