"""Cases in a list, and the event that somebody attended."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_10, DateField
from sessions_events.enums import CaseKind, CaseStatus
from sessions_events.forms.cases.writing import ReasonForm


class AttendedForm(forms.Form):
    """Which event was it?"""

    hide_optional = True

    text = forms.CharField(
        label=_("EV-number, or words of the title or the provider"),
        required=False,
        max_length=100,
    )
    day = DateField(label=_("Day of the event"), required=False)

    def chosen(self) -> tuple[str, object]:
        """What to look for; nothing of a field that cannot be read."""
        self.is_valid()
        return self.cleaned_data.get("text") or "", self.cleaned_data.get("day")


class CaseFilter(forms.Form):
    """Which cases of a list."""

    hide_optional = True

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), ("open", _("All that are open")), *CaseStatus.choices],
    )
    kind = forms.ChoiceField(
        label=_("What it is about"), required=False, choices=[("", _("All")), *CaseKind.choices]
    )
    text = forms.CharField(label=_("Number, title or provider"), required=False, max_length=100)

    def values(self) -> dict[str, str]:
        """What to narrow the list by."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class EventNumberForm(ReasonForm):
    """Which event it is."""

    ev_number = forms.CharField(
        label=_("EV-number"), max_length=12, widget=forms.TextInput(WIDTH_10)
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]

    def said(self):
        return {"ev_number": number_of(self.cleaned_data["ev_number"])}


def number_of(typed: str) -> str:
    """ "EV-10001" for "ev 10001" or "10001"."""
    digits = "".join(letter for letter in typed if letter.isdecimal())
    return f"EV-{digits}" if digits else typed.strip()
