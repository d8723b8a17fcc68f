"""The appeal against a rejection."""

from django.db import models

from cet_portal.core.models import StoredFile


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
