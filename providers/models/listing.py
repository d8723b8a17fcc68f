"""Entries on the list, and the way onto it (decisions.md 8)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cet_portal.accounts.roles import PROVIDER_ROLES, Permission
from cet_portal.core.actor import Actor
from cet_portal.core.workdays import Deadline
from cet_portal.scheme import limits
from providers.enums import ListingApplicationStatus, ListingStatus
from providers.models.fees import Fee
from providers.models.provider import Provider

OPEN = (ListingStatus.LISTED, ListingStatus.SUSPENDED)


class OfAProvider(models.QuerySet):
    """Rows that belong to one provider, read by it and by GOC staff."""

    def visible_to(self, actor: Actor):
        """A provider sees its own, GOC staff all."""
        if not actor.may(Permission.LISTING_READ):
            return self.none()
        if actor.role in PROVIDER_ROLES:
            return self.filter(provider_id=actor.tenant_id)
        return self


class ListingQuerySet(OfAProvider):
    def over(self, today: date):
        """Still open, and the last day is past."""
        return self.filter(status__in=OPEN, end__lt=today)

    def not_renewed(self):
        """The provider has no later entry."""
        later = ProviderListing.objects.filter(
            provider=models.OuterRef("provider"), start__gt=models.OuterRef("start")
        )
        return self.filter(~models.Exists(later))

    def to_remind(self, today: date):
        """Ending soon, not renewed, and the reminder for so many days has not gone out."""
        stages = Q()
        for days in limits.LISTING_REMINDER_DAYS:
            untold = Q(reminded_days__isnull=True) | Q(reminded_days__gt=days)
            stages |= untold & Q(end__lte=today + timedelta(days=days))
        return self.filter(stages, status__in=OPEN, end__gte=today).not_renewed()


class ProviderListing(models.Model):
    """One entry on the list, 12 months beginning with `start` (decisions.md 8). Dates inclusive.

    `suspension`: why it is suspended, empty once that is lifted. `reminded_days`: the reminder
    that went out last, in days before the end.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="listings")
    start = models.DateField()
    end = models.DateField()
    status = models.CharField(max_length=10, choices=ListingStatus.choices)
    suspension = models.TextField(blank=True)
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")), name="listing_ends_after_start"
            ),
            models.UniqueConstraint(fields=["provider", "start"], name="one_listing_a_start"),
        ]
        indexes = [models.Index(fields=["end"], condition=~Q(status="ENDED"), name="open_listings")]

    def __str__(self):
        return f"{self.provider}: {self.start} to {self.end}"

    @property
    def reference(self) -> str:
        """What people call it: whose it is and when it ends."""
        return f"{self.provider.name[:40]}, {date_format(self.end, 'j F Y')}"

    @property
    def deadline(self) -> Deadline:
        """The last day with its sum."""
        return Deadline.on_calendar(self.start, self.end, rule=limits.RULE_LISTING)


class ListingRequest(models.Model):
    """What somebody typed who wants their organisation to be listed, until they confirm it.

    Nothing else exists before the address is confirmed: no account, no provider. `confirmed_at`
    None: it waits, and after `expires_on` it is deleted.
    """

    organisation = models.CharField(_("organisation"), max_length=200)
    town = models.CharField(_("town"), max_length=100)
    phone = models.CharField(_("telephone"), max_length=40)
    website = models.URLField(_("web site"), blank=True)
    booking_email = models.EmailField(_("e-mail address for bookings"))
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    plans = models.TextField(_("what CET it plans"))
    made_at = models.DateTimeField()
    expires_on = models.DateField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.organisation


class ListingApplication(models.Model):
    """A provider asks to be on the list; staff grant or refuse when the fee is settled."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="listing_applications")
    status = models.CharField(max_length=10, choices=ListingApplicationStatus.choices)
    fee = models.OneToOneField(Fee, models.PROTECT, related_name="listing_application")
    applicant_name = models.CharField(_("applicant"), max_length=150)
    applicant_email = models.EmailField(_("e-mail address"))
    plans = models.TextField(_("what CET it plans"))
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    reasons = models.TextField(_("reason"), blank=True)

    objects = OfAProvider.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider"],
                condition=Q(status="APPLIED"),
                name="one_open_listing_application",
            )
        ]

    def __str__(self):
        return f"{self.provider}: {self.get_status_display()}"

    @property
    def reference(self) -> str:
        """What people call it: whose it is."""
        return self.provider.name[:60]
