"""What a registrant asks GOC staff for before the event: the part that all kinds share."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.models.contents import codes
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from registrants.models import Registrant
from sessions_events.models.events import Event


class AskedQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Whoever asked sees their own, GOC staff all, nobody else any (domain.md section 2)."""
        if actor.may(Permission.PEER_REVIEW_DECIDE):
            return self.all()
        if actor.person_id and actor.may(Permission.PEER_REVIEW_ASK):
            return self.filter(registrant_id=actor.person_id)
        return self.none()


class Asked(models.Model):
    """`registrant` asks, staff decide. `event`: what came of it, once approved.

    `version` counts changes, so that nobody decides about what they have not read. `reasons`: what
    staff said last: why it was refused, or what is missing.
    """

    number = models.CharField(_("reference"), max_length=12, unique=True)
    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=150)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    units = codes(verbose_name=_("competency units"))
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(_("asked"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    reasons = models.TextField(_("reason"), blank=True)
    event = models.OneToOneField(
        Event, models.PROTECT, null=True, blank=True, related_name="asked_as_%(class)s"
    )

    objects = AskedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="%(class)s_ends_after_start"
            ),
        )

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def reference(self) -> str:
        """What people call it."""
        return self.number
