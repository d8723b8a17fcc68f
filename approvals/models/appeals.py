"""The appeal against a rejection."""

from django.db import models

from cet_portal.accounts.roles import PROVIDER_ROLES, Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import StoredFile


class AppealDraftQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those of the actor's provider; nobody else reads what was not sent."""
        if actor.role not in PROVIDER_ROLES or not actor.may(Permission.APPLICATION_READ):
            return self.none()
        return self.filter(application__provider_id=actor.tenant_id)


class AppealDraft(models.Model):
    """An appeal that was begun and not sent. Gone once it is sent or the last day is past.

    `version` counts saves, so that the second of two editors is told.
    """

    application = models.OneToOneField(
        "CetApplication", models.PROTECT, related_name="appeal_draft"
    )
    grounds = models.TextField(blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    objects = AppealDraftQuerySet.as_manager()

    def __str__(self):
        return f"{self.application_id}: appeal begun"


class Appeal(models.Model):
    """Why the provider thinks the rejection wrong. One to an application (decisions.md 13).

    Its clock and its status are the application's; its outcome is the `Decision` of the stage.
    """

    application = models.OneToOneField("CetApplication", models.PROTECT, related_name="appeal")
    lodged_at = models.DateTimeField()
    lodged_by_id = models.BigIntegerField(null=True)
    lodged_by = models.CharField(max_length=200)
    grounds = models.TextField()

    def __str__(self):
        return f"{self.application_id}: appeal"


class AppealFile(models.Model):
    """A file that supports an appeal."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    def __str__(self):
        return self.file.name
