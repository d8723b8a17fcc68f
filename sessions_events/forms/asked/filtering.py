"""Filters of the staff list of what registrants ask for."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sessions_events.enums import AskedStanding


class AskedFilter(forms.Form):
    """Which kind, how they stand, and words to look for; kept in the address."""

    REVIEWS, ABROAD = "reviews", "abroad"

    kind = forms.ChoiceField(
        label=_("What"),
        choices=[(REVIEWS, _("Peer review")), (ABROAD, _("CET outside the UK"))],
        required=False,
    )
    standing = forms.ChoiceField(
        label=_("How it stands"), choices=AskedStanding.choices, required=False
    )
    text = forms.CharField(label=_("Number or title"), max_length=100, required=False)

    def values(self) -> dict[str, str]:
        """What is chosen; what is not, or is nonsense, is the first of its list."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        return {
            "kind": chosen.get("kind") or self.REVIEWS,
            "standing": chosen.get("standing") or AskedStanding.WAITING.value,
            "text": chosen.get("text") or "",
        }

    @classmethod
    def address(cls, kind: str) -> str:
        """The list with this kind."""
        return f"{reverse('sessions_events:asked_staff')}?kind={kind}"
