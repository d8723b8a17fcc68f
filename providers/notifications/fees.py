"""What is told of a provider's invoices. Texts: templates/emails/."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.core.notifications import Message
from providers import queries
from providers.models import Fee


class _AboutFee(Message):
    def __init__(self, fee: Fee):
        self.fee = fee

    def key(self):
        return f"{self.fee.invoice_number}:{self.kind}:{self.fee.status}"

    def path(self):
        return reverse("providers:invoice", args=[self.fee.invoice_number])

    def recipients(self):
        return queries.responsible(self.fee.provider_id)

    def context(self):
        return {"fee": self.fee, "provider": self.fee.provider}


class FeeCharged(_AboutFee):
    """To the provider: there is an invoice to pay."""

    kind = "fee_charged"

    def subject(self):
        return _("Invoice %(number)s: £%(amount)s to pay") % {
            "number": self.fee.invoice_number,
            "amount": self.fee.amount,
        }


class FeeChanged(_AboutFee):
    """To the provider: paid, waived or refunded."""

    kind = "fee_changed"

    def subject(self):
        return _("Invoice %(number)s: %(status)s") % {
            "number": self.fee.invoice_number,
            "status": self.fee.get_status_display(),
        }

    def context(self):
        return {**super().context(), "is_new": queries.is_of_an_application(self.fee)}
