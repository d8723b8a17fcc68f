"""The filter of the page on which expired CET is chosen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.forms.reading import Filter


class RenewalFilter(Filter):
    """Words of the number or title. What cannot be read filters nothing."""

    q = forms.CharField(label=_("Number or title"), max_length=100)

    def text(self) -> str:
        """What to look for; empty for everything."""
        return self.values()["q"]
