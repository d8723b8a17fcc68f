"""Approvers: what they are qualified for, when they are away, where they have an interest."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Profession
from providers.models import Provider


class ApproverProfile(models.Model):
    """The profession of an approver: who has none is given no case."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="approver_profile"
    )
    profession = models.CharField(_("profession"), max_length=20, choices=Profession.choices)

    def __str__(self):
        return f"{self.user}: {self.get_profession_display()}"


class ApproverAbsence(models.Model):
    """Days on which an approver is given nothing. Both days are included."""

    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="approver_absences"
    )
    first_day = models.DateField(_("first day away"))
    last_day = models.DateField(_("last day away"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="absence_ends_after_it_begins"
            )
        ]

    def __str__(self):
        return f"{self.approver}: {self.first_day} to {self.last_day}"


class InterestQuerySet(models.QuerySet):
    def in_force(self):
        """Declared and not ended."""
        return self.filter(ended_at__isnull=True)


class ApproverInterest(models.Model):
    """An interest in a provider, declared by the approver or by staff (decisions.md 16)."""

    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="approver_interests"
    )
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    reason = models.CharField(_("interest"), max_length=500)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["approver", "provider"],
                condition=Q(ended_at__isnull=True),
                name="one_interest_a_provider",
            )
        ]

    def __str__(self):
        return f"{self.approver}: {self.provider}"
