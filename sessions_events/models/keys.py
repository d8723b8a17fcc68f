"""Keys with which a provider's own system uploads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cet_portal.core.models import WithMaker
from providers.models import Provider


class ApiKey(WithMaker):
    """A key with which a provider's own system uploads. The key itself is never kept.

    `digest`: SHA-256 of it; `start`: its first letters, by which people know it again.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="api_keys")
    name = models.CharField(_("name"), max_length=100)
    start = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    made_by_name = models.CharField(max_length=200)
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return f"{self.name} ({self.start}…)"

    @property
    def reference(self) -> str:
        """What people know it by."""
        return self.start
