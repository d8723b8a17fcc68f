"""The lives of fees."""

from django.utils.translation import gettext_lazy as _

from cet_portal.core.workflow import Step, Workflow
from providers import permissions
from providers.enums import FeeStatus

F = FeeStatus

fee = Workflow(
    "fee",
    FeeStatus,
    [
        Step("pay", frozenset({F.DUE}), F.PAID, permissions.may_settle_fee, _("Record payment")),
        Step("waive", frozenset({F.DUE}), F.WAIVED, permissions.may_waive_fee, _("Waive")),
        Step("refund", frozenset({F.PAID}), F.REFUNDED, permissions.may_settle_fee, _("Refund")),
    ],
)
