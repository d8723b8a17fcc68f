"""What was changed after it was planned."""

from django.db import models
from django.db.models import Q

from cet_portal.accounts.roles import PROVIDER_ROLES, Permission
from cet_portal.core.actor import Actor
from sessions_events.models.events import Event
from sessions_events.models.sessions import Session


class ChangeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """A provider sees the changes of its own sessions and events, GOC staff all."""
        if not actor.may(Permission.EVENT_READ):
            return self.none()
        if actor.tenant_id is not None or actor.role in PROVIDER_ROLES:
            return self.filter(session__provider_id=actor.tenant_id)
        return self.all()


class Change(models.Model):
    """One change of a session, or of one event in it; a line of its history.

    `values`: [field, before, after] each, as JSON can hold them; `rules.changes` says them in
    words. `for_visitors`: it touches what people who want to come have to know.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="changes")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="changes")
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    values = models.JSONField()
    for_visitors = models.BooleanField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["session", "at"], condition=Q(for_visitors=True), name="change_for_visitors"
            ),
        ]

    def __str__(self):
        return f"{self.event or self.session}: {len(self.values)}"
