"""Lists inside an application: objectives, people, attachments."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from approvals.enums import AttachmentKind, Part
from cet_portal.core.models import StoredFile


def codes(**options):
    """An array of short reference codes."""
    return ArrayField(models.CharField(max_length=30), default=list, blank=True, **options)


class _InOrder(models.Model):
    """A line of a list, in the order given."""

    order = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class LearningObjective(_InOrder):
    """What a completer must be shown to have met, and the units it serves."""

    application = models.ForeignKey("CetApplication", models.CASCADE, related_name="objectives")
    text = models.CharField(max_length=500)
    units = codes()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "order"], name="objectives_in_order")
        ]

    def __str__(self):
        return self.text


class Contributor(_InOrder):
    """An author or presenter, with qualifications."""

    application = models.ForeignKey("CetApplication", models.CASCADE, related_name="contributors")
    name = models.CharField(max_length=200)
    qualifications = models.CharField(max_length=500, blank=True)
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.BOTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "order"], name="contributors_in_order")
        ]

    def __str__(self):
        return self.name


class Attachment(models.Model):
    """A file of an application. One taken away stays for the submissions that had it."""

    application = models.ForeignKey("CetApplication", models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=AttachmentKind.choices)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.file.name
