"""Keys with which other systems read and upload."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cet_portal.accounts.roles import STAFF_ROLES
from cet_portal.core.actor import Actor
from cet_portal.core.models import WithMaker
from providers.models import Provider
from sessions_events.enums import KeyKind
from sessions_events.rules.keys import kind_for


class ApiKeyQuerySet(models.QuerySet):
    def to_remind(self, today: date):
        """In force or just over, and its owner is to be told by today; `due_on` orders them."""
        found = self.filter(revoked_at__isnull=True, remind_on__lte=today)
        return found.annotate(due_on=F("remind_on"))

    def visible_to(self, actor: Actor):
        """Those of the provider one acts for, one's own, or all of the GOC's."""
        kind = kind_for(actor)
        if kind == KeyKind.UPLOADS:
            return self.filter(kind=kind, provider_id=actor.tenant_id)
        if kind == KeyKind.STATEMENT:
            return self.filter(kind=kind, holder_id=actor.user_id)
        return self.filter(kind=kind) if kind else self.none()


class ApiKey(WithMaker):
    """A key with which another system comes. The key itself is never kept.

    `digest`: SHA-256 of it; `start`: its first letters, by which people know it again.
    `provider`: whose it is, if it uploads; else `holder`: the account it stands and falls with.
    `expires_on`: the last day on which it opens anything; `remind_on`: the next day on which whose
    it is are told of that.
    """

    kind = models.CharField(max_length=10, choices=KeyKind.choices, default=KeyKind.UPLOADS)
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, related_name="api_keys")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="api_keys"
    )
    name = models.CharField(_("name"), max_length=100)
    start = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    made_by_name = models.CharField(max_length=200)
    used_on = models.DateField(null=True)
    expires_on = models.DateField()
    remind_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=200, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=KeyKind.UPLOADS, provider__isnull=False, holder__isnull=True)
                | Q(
                    kind__in=[KeyKind.STATEMENT, KeyKind.RESULTS],
                    provider__isnull=True,
                    holder__isnull=False,
                ),
                name="a_key_is_somebodys",
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.start}…)"

    @property
    def reference(self) -> str:
        """What people know it by."""
        return self.start

    def is_over(self, today: date) -> bool:
        """Its last day, London time, is past."""
        return today > self.expires_on

    @property
    def has_fallen(self) -> bool:
        """The GOC's, and whoever made it works there no more: it opens nothing."""
        works_there = self.holder and self.holder.is_active and self.holder.holds(*STAFF_ROLES)
        return self.kind == KeyKind.RESULTS and not works_there
