"""Tables of compliance: disputed records of a cycle."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import StoredFile, WithDeadline, WithMaker
from compliance.enums import DISPUTE_OPEN, DisputeForThem, DisputeStatus
from compliance.models.assisting import DoneForThem, helped
from compliance.rules.assisting import said_of_dispute
from registrants.models import Registrant

S = DisputeStatus


class OfADisputeQuerySet(models.QuerySet):
    """A registrant sees their own, GOC staff all, providers none."""

    dispute = ""

    def visible_to(self, actor: Actor):
        if actor.person_id is not None:
            return self.filter(**{f"{self.dispute}registrant_id": actor.person_id})
        by_staff = actor.tenant_id is None and actor.may(Permission.CASE_SETTLE)
        return self.all() if by_staff else self.none()


class CycleDisputeQuerySet(OfADisputeQuerySet):
    def open(self):
        return self.filter(status__in=DISPUTE_OPEN)

    def to_close(self, today):
        """The documents' last day is past."""
        return self.filter(status=S.DOCUMENTS, due_on__lt=today)

    def to_tell_late(self, today):
        """The determination is late, and the CET manager was not told."""
        return self.filter(status=S.DECIDING, due_on__lt=today, told_late=False)


class CycleDispute(WithMaker, WithDeadline):
    """ "This record is wrong": of one person and cycle, until the registrar has determined it.

    `requested_on`: day 0 of the days for documents. `documents_due_on` and `decide_by` are laid
    when it is lodged, by the terms of the scheme version; `due_on` is the one that runs. `lines`:
    keys of the ledger's lines that the determination wrote or changed.
    """

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    cycle = models.CharField(max_length=12)
    status = models.CharField(max_length=12, choices=DisputeStatus.choices)
    number = models.CharField(max_length=12)
    words = models.TextField()
    requested_on = models.DateField()
    documents_due_on = models.DateField()
    decide_by = models.DateField()
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    lines = ArrayField(models.BigIntegerField(), default=list)
    told_late = models.BooleanField(default=False)

    objects = CycleDisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            *WithDeadline.Meta.constraints,
            models.UniqueConstraint(
                fields=["registrant", "cycle"],
                condition=Q(status__in=DISPUTE_OPEN),
                name="one_open_dispute_a_person_and_cycle",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.cycle}"

    @property
    def reference(self) -> str:
        """What people call it."""
        return f"RD-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status in DISPUTE_OPEN

    def was_helped_by(self, user_id: int | None) -> bool:
        """Did they act in it on behalf of its person, or record what that person asked?"""
        return helped(self.for_them.all(), user_id)

    @property
    def lodged_for_them(self) -> "DisputeActForThem | None":
        """How staff lodged it on behalf of its person; None if the person did."""
        return next((act for act in self.for_them.all() if act.act == DisputeForThem.LODGE), None)


class AboutDisputeQuerySet(OfADisputeQuerySet):
    dispute = "dispute__"


class DisputeFile(models.Model):
    """Evidence of a registrant, such as a certificate."""

    dispute = models.ForeignKey(CycleDispute, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = AboutDisputeQuerySet.as_manager()

    def __str__(self):
        return self.file.name


class DisputeActForThem(DoneForThem):
    """Staff did this about a dispute on behalf of its person."""

    dispute = models.ForeignKey(CycleDispute, models.PROTECT, related_name="for_them")
    act = models.CharField(max_length=10, choices=DisputeForThem.choices)

    objects = AboutDisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(act=DisputeForThem.LODGE), name="lodged_for_once"
            )
        ]

    def __str__(self):
        asked = self.assisted
        return said_of_dispute(self.act, str(self.dispute.registrant), asked.way, asked.received_on)
