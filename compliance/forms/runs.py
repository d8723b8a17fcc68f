"""What staff ask for when they start a run, and look for in one."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import DateField, Radios
from compliance.enums import RunChange, RunKind, Settled
from compliance.rules import Period

REFUSE, LIST = "refuse", "apart"
# Everybody who did not meet it, also who only lacks acceptance.
SHORT = "short"
OUTCOMES = [("", _("Everybody")), *Settled.choices, (SHORT, _("Short, acceptance or not"))]


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
        help_text=_(
            "For rehearsals. If you leave it empty: today, or the last day of a cycle that is over."
        ),
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

    def __init__(self, *args, cycles: list[Period], **kwargs):
        super().__init__(*args, **kwargs)
        names = [each.name for each in cycles]
        self.fields["cycle"].choices = [(name, name.replace("-", " to ")) for name in names]
        self.cycles = {each.name: each for each in cycles}

    def clean_as_at(self):
        """A day of the cycle that was chosen."""
        as_at, period = self.cleaned_data["as_at"], self.cycles.get(self.cleaned_data.get("cycle"))
        if as_at and period and not period.first_day <= as_at <= period.last_day:
            raise forms.ValidationError(
                _("Enter a day of this cycle, from %(first)s to %(last)s, or leave it empty"),
                params={"first": _day(period.first_day), "last": _day(period.last_day)},
            )
        return as_at


def _day(day: date) -> str:
    return date_format(day, "j F Y")


class ResultFilters(forms.Form):
    """Which people of a run."""

    hide_optional = True

    standing = forms.ChoiceField(label=_("Outcome"), required=False, choices=OUTCOMES)
    annual = forms.TypedChoiceField(
        label=_("Below the annual minimum of"), required=False, coerce=int, empty_value=None
    )
    words = forms.CharField(label=_("Number or surname"), required=False, max_length=100)

    def __init__(self, *args, years: Sequence[int] = (), **kwargs):
        super().__init__(*args, **kwargs)
        if not years:
            del self.fields["annual"]
        else:
            self.fields["annual"].choices = [("", _("Any year")), *((y, y) for y in years)]


class PersonFilter(forms.Form):
    """One of the people of a list."""

    hide_optional = True

    words = forms.CharField(label=_("Number or surname"), required=False, max_length=100)


class RunFilters(forms.Form):
    """Which runs of the list."""

    hide_optional = True

    cycle = forms.ChoiceField(label=_("Cycle"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of run"), required=False, choices=[("", _("All")), *RunKind.choices]
    )

    def __init__(self, *args, cycles: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cycle"].choices = [("", _("All")), *((each, each) for each in cycles)]


class ChangeFilters(forms.Form):
    """Which changes between two runs."""

    hide_optional = True

    change = forms.ChoiceField(
        label=_("Change"), required=False, choices=[("", _("All changes")), *RunChange.choices]
    )
