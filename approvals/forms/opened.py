"""The decision together with what it was opened on."""

from typing import Any

from django import forms

from approvals.forms.deciding import DecideForm
from approvals.models import CetApplication

LARGEST_ROUND = 32767


class OpenedDecideForm(DecideForm):
    """`DecideForm` that carries the round and the judgements its writer had read."""

    def __init__(self, *args, application: CetApplication, judged: str = "", **kwargs):
        """`judged`: `queries.last_judged` when the page is opened."""
        super().__init__(*args, application=application, **kwargs)
        self.fields["opened_round"] = forms.IntegerField(
            widget=forms.HiddenInput,
            required=False,
            min_value=0,
            max_value=LARGEST_ROUND,
            initial=application.round,
        )
        self.fields["opened_judged"] = forms.CharField(
            widget=forms.HiddenInput, required=False, max_length=40, initial=judged
        )

    def opened_on(self) -> dict[str, Any]:
        """The two as `services.decide` takes them; None for what was not sent."""
        sent = self.cleaned_data.get("opened_judged")
        return {
            "read_round": self.cleaned_data.get("opened_round"),
            "judged": sent if "opened_judged" in self.data else None,
        }

    def open_again(self, application: CetApplication, judged: str) -> None:
        """Show what was typed again, on the round and the judgements as they are now."""
        self.data = self.data.copy()
        self.data["opened_round"], self.data["opened_judged"] = str(application.round), judged
