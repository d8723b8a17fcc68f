"""Drafted changes of a scheme version, to be tried before anybody signs them."""

from django.db import models
from django.db.models import Q

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import WithMaker
from compliance.enums import VariantStatus


class SchemeVariantQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """GOC staff see all, everybody else none."""
        by_staff = actor.tenant_id is None and actor.may(Permission.SCHEME_DRAFT)
        return self.all() if by_staff else self.none()


class SchemeVariant(WithMaker):
    """A scheme version with other figures: an edition of a draft.

    `base`: the code of the scheme version it changes; `figures`: all of its figures as plain
    values, so that it stays what it was when those of the base are mended. `number` is shared by
    the editions; a database trigger refuses to change one that was rehearsed (docs/adr/0037).
    `version` counts saves, so that the second of two editors is told.
    """

    number = models.CharField(max_length=12)
    edition = models.PositiveSmallIntegerField(default=1)
    base = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    legal_source = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    figures = models.JSONField()
    status = models.CharField(max_length=12, choices=VariantStatus.choices)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    objects = SchemeVariantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "edition"], name="one_row_an_edition"),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(status=VariantStatus.DRAFT),
                name="one_draft_a_variant",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.name}"

    @property
    def reference(self) -> str:
        """What people call it."""
        return f"{self.number}/{self.edition}"
