"""What staff ask for when they start a run, and look for in one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import DateField, Radios
from compliance.enums import RunChange, RunKind, Settled

REFUSE, LIST = "refuse", "apart"


class RunForm(forms.Form):
    """A cycle, a rehearsal or a real run, up to which day, and what of contradictory data."""

    cycle = forms.ChoiceField(label=_("Cycle"))
    kind = forms.ChoiceField(
        label=_("Kind of run"),
        choices=RunKind.choices,
        widget=Radios(
            hints={
                RunKind.REHEARSAL: _("Begins at once, at any time. Nothing follows from it."),
                RunKind.REAL: _(
                    "Once the cycle is over. A second member of staff has to confirm it; letters "
                    "and removals follow from it."
                ),
            }
        ),
    )
    as_at = DateField(
        label=_("Points up to"),
        required=False,
        help_text=_("The last day of the cycle if you leave it empty."),
    )
    contradictory = forms.ChoiceField(
        label=_("If the data of people contradict themselves"),
        choices=[
            (REFUSE, _("Refuse the run, and list them")),
            (LIST, _("Judge everybody else, and list them apart")),
        ],
        widget=Radios(),
        initial=REFUSE,
    )

    def __init__(self, *args, cycles: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cycle"].choices = [(name, name.replace("-", " to ")) for name in cycles]


class ResultFilters(forms.Form):
    """Which people of a run."""

    hide_optional = True

    standing = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("Everybody")), *Settled.choices]
    )
    words = forms.CharField(label=_("Number or surname"), required=False, max_length=100)


class ChangeFilters(forms.Form):
    """Which changes between two runs."""

    hide_optional = True

    change = forms.ChoiceField(
        label=_("Change"), required=False, choices=[("", _("All changes")), *RunChange.choices]
    )
