"""Which of the cases at risk."""

from collections.abc import Sequence

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from cet_portal.core.forms import marked


class RiskFilter(forms.Form):
    """Which of the cases at risk."""

    why = forms.ChoiceField(
        label=_("Why at risk"),
        required=False,
        choices=[
            ("", _("All")),
            ("late", _("Late")),
            ("soon", _("Due within 3 working days")),
            ("nobody", _("Without an approver")),
            ("away", _("The approver is away")),
            ("unable", _("The approver cannot decide it")),
        ],
    )
    approver = forms.ChoiceField(label=_("Approver"), required=False)

    def __init__(self, *args, approvers: Sequence[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            marked(field, hide_optional=True)
        names = [(str(key), capfirst(name)) for key, name in approvers]
        fields.give_choices(self, "approver", [("", _t("All")), *names])

    def values(self) -> dict[str, str]:
        """What was chosen; empty where nothing was, or what cannot be."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
