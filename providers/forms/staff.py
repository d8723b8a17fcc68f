"""What GOC staff type about providers and fees, and the filters of their lists."""

from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cet_portal.core.clock import london_date
from cet_portal.core.forms import WIDTH_20, DateField, marked
from providers.enums import FeeKind, FeeStatus, Standing
from providers.forms import fields
from providers.models import Fee


class ReasonForm(forms.Form):
    """Nothing is refused, suspended, lifted, waived or refunded without a reason."""

    reason = fields.TextWithoutCard(
        label=_("Reason"),
        help_text=_("The provider reads this."),
        error_messages={"required": _("Give the reason: the provider reads it")},
    )


class PaymentForm(forms.Form):
    """The day and the reference of a payment, as on the bank statement."""

    paid_on = DateField(
        label=_("Day of the payment"),
        error_messages={"required": _("Enter the day of the payment")},
    )
    reference = fields.LineWithoutCard(
        label=_("Reference"),
        max_length=100,
        widget=forms.TextInput(WIDTH_20),
        help_text=_("As on the bank statement. Never the number of a card."),
    )

    def __init__(self, *args, fee: Fee, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.charged_on, self.today = london_date(fee.charged_at), today

    def clean_paid_on(self) -> date:
        """Between the invoice and today."""
        day = self.cleaned_data["paid_on"]
        if day > self.today:
            raise forms.ValidationError(_("The day of the payment cannot lie in the future"))
        if day < self.charged_on:
            raise forms.ValidationError(
                _("The payment cannot be older than the invoice, which is of %(day)s"),
                params={"day": date_format(self.charged_on, "j F Y")},
            )
        return day


class _Filter(forms.Form):
    """What cannot be read filters nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            marked(field, hide_optional=True)

    def values(self) -> dict[str, str]:
        """What was asked for, empty where nothing was chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class ProviderFilter(_Filter):
    """Words of the name or town, and how the provider stands."""

    text = forms.CharField(label=_("Name or town"), max_length=100, required=False)
    standing = forms.ChoiceField(
        label=_("Listing"), required=False, choices=[("", _("All")), *Standing.choices]
    )


class FeeFilter(_Filter):
    """Words of the invoice, its subject or the provider; state and kind."""

    text = forms.CharField(label=_("Invoice, provider or C-number"), max_length=100, required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *FeeStatus.choices]
    )
    kind = forms.ChoiceField(
        label=_("For"), required=False, choices=[("", _("All")), *FeeKind.choices]
    )
