"""The right line instead of the wrong one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_3, DateField, Radios
from cet_portal.scheme.enums import PointKind
from sessions_events.forms.cases.completing import CompletionForm
from sessions_events.rules.completing import Exact

MOST_POINTS = 40


class CorrectForm(CompletionForm):
    """The right line instead of the wrong one. Staff may say its points, type and day."""

    total = forms.IntegerField(
        label=_("Points, if they are not those of the approval"),
        required=False,
        min_value=1,
        max_value=MOST_POINTS,
        widget=forms.TextInput({**WIDTH_3, "inputmode": "numeric"}),
        help_text=_("Leave it empty for the points that follow from the approval."),
    )
    interactive_points = forms.IntegerField(
        label=_("Of them interactive"),
        required=False,
        min_value=0,
        max_value=MOST_POINTS,
        widget=forms.TextInput({**WIDTH_3, "inputmode": "numeric"}),
    )
    kind = forms.ChoiceField(
        label=_("Type of points"), required=False, choices=PointKind.choices, widget=Radios()
    )
    day = DateField(label=_("Day of the event"), required=False)
    field_order = (
        "part",
        "interactive",
        "completed",
        "total",
        "interactive_points",
        "kind",
        "day",
        "reason",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.by_staff:
            for name in ("total", "interactive_points", "kind", "day"):
                del self.fields[name]
        elif self.case.entry:
            self.fields["kind"].initial = self.case.entry.kind
            self.fields["day"].initial = self.case.entry.event_date
            if self.case.event is None:
                self.fields["total"].required = True

    def said(self):
        said, found = super().said(), self.cleaned_data
        if found.get("total"):
            said["exact"] = Exact(
                total=found["total"],
                interactive=found.get("interactive_points") or 0,
                kind=found.get("kind") or self.case.entry.kind,
                day=found.get("day") or self.case.entry.event_date,
            )
        return said
