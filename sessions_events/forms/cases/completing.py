"""What the person did at the event; the points follow from it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_10, DateField, Radios, YesNoField
from sessions_events.enums import CaseKind, Part
from sessions_events.forms.cases.finding import number_of
from sessions_events.forms.cases.writing import ReasonForm
from sessions_events.rules.completing import Completion


class CompletionForm(ReasonForm):
    """What the person did at the event; the points follow from the approval."""

    part = forms.ChoiceField(
        label=_("What did they do there?"),
        choices=Part.choices,
        initial=Part.PARTICIPANT,
        widget=Radios(),
    )
    interactive = YesNoField(
        label=_("Did they complete the interactive part?"),
        help_text=_("Without it they get the same points, none of them interactive."),
        initial=True,
    )
    completed = DateField(label=_("Day of completion"), required=False)
    ev_number = forms.CharField(
        label=_("EV-number"), max_length=12, widget=forms.TextInput(WIDTH_10)
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        event = self.case.event
        if event is None or not event.is_distance_learning:
            del self.fields["completed"]
        if event or not self.by_staff or self.case.kind == CaseKind.QUERY:
            del self.fields["ev_number"]

    def said(self):
        found = self.cleaned_data
        done = Completion(found["part"], found["interactive"], found.get("completed"))
        number = found.get("ev_number")
        return {
            "reason": found["reason"],
            "done": done,
            **({"ev_number": number_of(number)} if number else {}),
        }
