"""Filters of lists, kept in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.enums import ApplicationStatus
from approvals.forms import fields
from cet_portal.core.forms import marked


class ListFilter(forms.Form):
    """Words of the number or title, and a status. What cannot be read filters nothing."""

    text = forms.CharField(label=_("Number or title"), max_length=100, required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
    )

    def __init__(self, *args, without: tuple[str, ...] = (), **kwargs):
        """`without`: statuses that this reader never sees."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            marked(field, hide_optional=True)
        statuses = [choice for choice in ApplicationStatus.choices if choice[0] not in without]
        fields.give_choices(self, "status", [("", _("All")), *statuses])

    def values(self) -> dict[str, str]:
        """`text` and `status`, empty where nothing was chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
