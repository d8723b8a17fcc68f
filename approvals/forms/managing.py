"""What GOC staff decide about a case: how long, and whether an approval ends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.forms.assigning import why
from cet_portal.core.forms import WIDTH_3, marked

MOST_DAYS = 60


class ExtendForm(forms.Form):
    """More time for whoever has the clock."""

    days = forms.IntegerField(
        label=_("How many working days more?"),
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(WIDTH_3),
        error_messages={
            "required": _("Enter how many working days more"),
            "invalid": _("Enter the working days as a whole number, such as 5"),
            "min_value": _("Give at least one working day more"),
            "max_value": _("Give %(limit_value)d working days or fewer at once"),
        },
    )
    marked(days, suffix=_("working days"))
    reason = why(
        _("Why?"),
        help_text=_("Provider and approver read this: it stands in the sum of the date."),
        error_messages={"required": _("Say why the clock gets more time")},
    )


class WithdrawApprovalForm(forms.Form):
    """Why an approval ends before its time."""

    text = why(
        _("Why is the approval withdrawn?"),
        help_text=_("The provider reads this."),
        error_messages={"required": _("Say why the approval is withdrawn: the provider reads it")},
    )
