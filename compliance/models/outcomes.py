"""Tables of compliance: acts on many people in sets, removals, points that made up a shortfall."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import Specialty
from compliance.enums import BulkKind, RemovalStatus, RestorationAct, Stake
from compliance.models.runs import ComplianceRun
from registrants.models import PointEntry, Registrant


class ForStaffQuerySet(models.QuerySet):
    """GOC staff see all, everybody else none."""

    permission = Permission.CASE_SETTLE

    def visible_to(self, actor: Actor):
        by_staff = actor.tenant_id is None and actor.may(self.permission)
        return self.all() if by_staff else self.none()


class BulkActQuerySet(ForStaffQuerySet):
    def unfinished(self):
        return self.filter(finished_at__isnull=True)


class BulkAct(models.Model):
    """One act on many lines or people, carried out in sets (docs/adr/0041).

    `keys`: of the lines, or of the people, in the order in which they are taken; `done`: how many
    of them were come to, `moved`: how many were still as they had been shown. The act is that of
    `actor_id`, in `actor_role`. `of_day`: of a removal its day. `passed`: of those that were passed
    over the key and the `HeldBack`, if it is about people. `by_cycle`: of late lines how many were
    settled of each cycle, as one act may have lines of several.
    """

    kind = models.CharField(max_length=20, choices=BulkKind.choices)
    cycle = models.CharField(max_length=12)
    run = models.ForeignKey(ComplianceRun, models.PROTECT, null=True, related_name="+")
    of_day = models.DateField(null=True)
    keys = ArrayField(models.BigIntegerField())
    reason = models.TextField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    passed = models.JSONField(default=list)
    by_cycle = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)

    objects = BulkActQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["begun_at"], condition=Q(finished_at__isnull=True), name="unfinished_acts"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.cycle}"

    @property
    def reference(self) -> str:
        """What the audit trail calls it."""
        return f"act {self.pk}"

    @property
    def total(self) -> int:
        return len(self.keys)

    @property
    def passed_over(self) -> int:
        """Those to whom nothing was done, each for its reason."""
        return self.done - self.moved


class Removal(models.Model):
    """A name, or specialties, taken off the register after a sealed run.

    `of_day`: the first day off the register. `ended`: what was ended, each with its table, key and
    the end it had before; `shortfalls`: code, specialty and sentence of each, as the run has them,
    and where an exception was granted in part what it asks instead.
    """

    run = models.ForeignKey(ComplianceRun, models.PROTECT, related_name="removals")
    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    act = models.ForeignKey(BulkAct, models.PROTECT, related_name="removals")
    cycle = models.CharField(max_length=12)
    number = models.CharField(max_length=12)
    status = models.CharField(max_length=10, choices=RemovalStatus.choices)
    stake = models.CharField(max_length=10, choices=Stake.choices)
    specialties = ArrayField(
        models.CharField(max_length=30, choices=Specialty.choices), default=list
    )
    of_day = models.DateField()
    ended = models.JSONField(default=list)
    shortfalls = models.JSONField(default=list)
    removed_at = models.DateTimeField()
    restored_on = models.DateField(null=True)
    restored_because = models.TextField(blank=True)

    objects = ForStaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registrant", "cycle"],
                condition=Q(status=RemovalStatus.REMOVED),
                name="one_removal_a_person_and_cycle",
            )
        ]

    def __str__(self):
        return f"{self.number} {self.cycle}"

    @property
    def reference(self) -> str:
        """What people call it."""
        return f"RM-{self.pk}"

    @property
    def specialty_names(self) -> list[str]:
        return [str(Specialty(each).label) for each in self.specialties]


class RestorationStep(models.Model):
    """A restoration as it was recorded, corrected or taken back: none of it is ever deleted.

    `written`: what it has on the register since, each as it was written; `left`: what left the
    register by this step, as it stood.
    """

    removal = models.ForeignKey(Removal, models.PROTECT, related_name="restorations")
    act = models.CharField(max_length=10, choices=RestorationAct.choices)
    start = models.DateField(null=True)
    number = models.CharField(max_length=12, blank=True)
    specialties = ArrayField(
        models.CharField(max_length=30, choices=Specialty.choices), default=list
    )
    written = models.JSONField(default=list)
    left = models.JSONField(default=list)
    reason = models.TextField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=40)
    at = models.DateTimeField()

    objects = ForStaffQuerySet.as_manager()

    def __str__(self):
        return f"{self.removal_id}: {self.get_act_display()}"

    @property
    def specialty_names(self) -> list[str]:
        return [str(Specialty(each).label) for each in self.specialties]


class MakeUpUse(models.Model):
    """Points of a line that made up a shortfall of the cycle before: a point is used once."""

    entry = models.OneToOneField(PointEntry, models.PROTECT, related_name="made_up")
    cycle = models.CharField(max_length=12)
    used = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField()

    objects = ForStaffQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(used__gt=0), name="something_is_used")]

    def __str__(self):
        return f"{self.entry_id}: {self.used}"
