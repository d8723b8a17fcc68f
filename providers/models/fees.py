"""The ledger of fees (decisions.md 9). No card data ever enters the system."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cet_portal.accounts.roles import PROVIDER_ROLES, Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.scheme import limits
from providers.enums import FeeKind, FeeStatus
from providers.models.provider import Provider


class FeeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """A provider sees its own, GOC staff all, nobody else any (domain.md section 2)."""
        if not actor.may(Permission.FEE_READ):
            return self.none()
        if actor.role in PROVIDER_ROLES:
            return self.filter(provider_id=actor.tenant_id)
        return self


class Fee(models.Model):
    """One invoice and what became of it.

    `about`: the number of what is paid for, "" for the provider's own listing. `amount` in
    pounds. `settled_on`: the day of the payment or the waiver; `reasons`: why it was waived or
    refunded.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="fees")
    kind = models.CharField(_("for"), max_length=12, choices=FeeKind.choices)
    about = models.CharField(_("about"), max_length=12, blank=True)
    invoice_number = models.CharField(_("invoice"), max_length=14, unique=True)
    amount = models.DecimalField(_("amount"), max_digits=8, decimal_places=2)
    status = models.CharField(_("status"), max_length=10, choices=FeeStatus.choices)
    charged_at = models.DateTimeField(_("charged"))
    settled_on = models.DateField(_("settled"), null=True, blank=True)
    payment_reference = models.CharField(_("reference of the payment"), max_length=100, blank=True)
    refunded_on = models.DateField(_("refunded"), null=True, blank=True)
    reasons = models.TextField(_("reason"), blank=True)

    objects = FeeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "kind", "about"],
                condition=Q(status=FeeStatus.DUE),
                name="one_fee_due_a_thing",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fee_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(status=FeeStatus.DUE, settled_on__isnull=True)
                | (~Q(status=FeeStatus.DUE) & Q(settled_on__isnull=False)),
                name="fee_settled_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["about"])]

    def __str__(self):
        return self.invoice_number

    @property
    def reference(self) -> str:
        """What people call it."""
        return self.invoice_number

    @property
    def pay_by(self) -> date:
        """The day by which it should be paid."""
        return london_date(self.charged_at) + timedelta(days=limits.PAYMENT_DAYS)
