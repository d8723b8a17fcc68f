"""Imports of the register: the file, and each row that would change something."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cet_portal.core.models import StoredFile
from registrants.enums import Difference, ImportKind, ImportStatus
from registrants.models.people import Registrant


class RegisterImport(models.Model):
    """One file from the register, previewed as differences and taken over as one act.

    `counts`: how many rows there are of each difference, and how many are unchanged or
    were on the register before. `of_day`: the day whose register it shows; `share_ended`: of
    the entries in force, the thousandth parts that it would end.
    """

    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    status = models.CharField(max_length=12, choices=ImportStatus.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    of_day = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    share_ended = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    committed_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.get_kind_display()} {self.of_day}"

    @property
    def reference(self) -> str:
        """What the audit trail calls it."""
        return f"register {self.pk}"


class ImportRow(models.Model):
    """A row that would change something, or makes no sense. `line` as a spreadsheet counts.

    `values`: the row as read, by column; `changes`: pairs of before and after, by field;
    `reason`: why it makes no sense. Line 0: in the register and not in the file.
    """

    register_import = models.ForeignKey(RegisterImport, models.CASCADE, related_name="changed")
    line = models.PositiveIntegerField()
    number = models.CharField(max_length=40, blank=True)
    differences = ArrayField(models.CharField(max_length=20, choices=Difference.choices))
    registrant = models.ForeignKey(Registrant, models.PROTECT, null=True, related_name="+")
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["register_import", "line"])]

    def __str__(self):
        return f"{self.line}: {self.number}"
