"""Secret addresses that a registrant gives out and takes back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from registrants.enums import SharedPart
from registrants.models.people import Registrant
from registrants.models.statement import OwnQuerySet


class ShareLink(models.Model):
    """A link for somebody else, such as an employer: shows what was chosen until it ends.

    `parts` and `cycles`: what is shown, by name. Only the digest of the secret is kept.
    `expires_on`: the last day.
    """

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="share_links")
    token_digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=100)
    parts = ArrayField(models.CharField(max_length=20))
    cycles = ArrayField(models.CharField(max_length=12))
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    opened_count = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)

    objects = OwnQuerySet.as_manager()

    def __str__(self):
        return self.label

    @property
    def shown(self) -> list[str]:
        """What it shows, in words."""
        return [str(part.label) for part in SharedPart if part in self.parts]


class FeedAddress(models.Model):
    """The secret address of somebody's calendar feed; a new one ends the one before."""

    registrant = models.OneToOneField(Registrant, models.CASCADE, related_name="feed_address")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    def __str__(self):
        return f"of {self.registrant_id}"
