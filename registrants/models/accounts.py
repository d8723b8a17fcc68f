"""Accounts of registrants: asking for one, and acts that staff do for somebody."""

from django.conf import settings
from django.db import models

from registrants.enums import RequestWay
from registrants.models.people import Registrant


class AccountRequest(models.Model):
    """Somebody asked for an account. The answer never tells whether the number exists.

    `number` as normalised, blank for somebody without one, who gives `forenames` and
    `surname`. `token_digest`: of the secret in the link; `registrant`: who it is, if the details
    fit. `used_at`: the button on the linked page was pressed.
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

    def __str__(self):
        return f"{self.email} at {self.asked_at}"


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
