"""Accounts of registrants: asking for one, and acts that staff do for somebody."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cet_portal.scheme.enums import Profession
from registrants.enums import RequestOutcome, RequestWay
from registrants.models.people import Registrant


class AccountRequest(models.Model):
    """Somebody asked for an account. The answer never tells whether the number exists.

    `number` as normalised, blank for somebody without one, who gives `forenames`, `surname` and
    the profession they are `joining`. `outcome`: what the worker found, and mailed. `registrant`:
    who it is, if the details fit. `token_digest`: of the secret in the link; `used_at`: the
    account was opened with it.
    """

    number = models.CharField(max_length=12, blank=True, db_index=True)
    forenames = models.CharField(max_length=150, blank=True)
    surname = models.CharField(max_length=150, blank=True)
    date_of_birth = models.DateField()
    email = models.EmailField()
    registrant = models.ForeignKey(Registrant, models.CASCADE, null=True, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    asked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    joining = models.CharField(
        max_length=30, choices=Profession.choices, blank=True, default="", db_default=""
    )
    outcome = models.CharField(
        max_length=20, choices=RequestOutcome.choices, blank=True, default="", db_default=""
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(answered_at__isnull=True),
                name="account_requests_to_answer",
            )
        ]

    def __str__(self):
        return f"{self.email} at {self.asked_at}"


class JoinRequest(models.Model):
    """Somebody says that a number is theirs, and name or register differ: staff decide.

    `registrant` asks to be `other`, who has `number`. `answered_at`: joined, or refused because of
    `reason`.
    """

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="join_requests")
    other = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    number = models.CharField(max_length=12)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registrant", "other"],
                condition=Q(answered_at__isnull=True),
                name="one_open_request_to_join",
            )
        ]

    def __str__(self):
        return f"{self.registrant_id} as {self.number}"


class AssistedRequest(models.Model):
    """Somebody without internet asked staff to act for them; every act of it names this."""

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="assisted")
    way = models.CharField(max_length=10, choices=RequestWay.choices)
    received_on = models.DateField()
    words = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self):
        return f"{self.get_way_display()} {self.received_on}"
