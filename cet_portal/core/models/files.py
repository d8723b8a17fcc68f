"""Files that people sent, kept privately."""

from django.db import models


class StoredFile(models.Model):
    """One uploaded file: where it lies, how long it is, and its SHA-256."""

    file = models.FileField(upload_to="%Y/%m/")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_at = models.DateTimeField()
    stored_by_id = models.BigIntegerField(null=True)

    def __str__(self):
        return self.name
