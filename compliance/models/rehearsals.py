"""What a rehearsed variant of a scheme version would change, person by person (docs/adr/0037)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import Profession
from compliance.enums import Direction
from compliance.models.runs import ComplianceRun
from registrants.models import Registrant


class VariantChangeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """GOC staff see all, everybody else none."""
        by_staff = actor.tenant_id is None and actor.may(Permission.SCHEME_DRAFT)
        return self.all() if by_staff else self.none()


class VariantChange(models.Model):
    """Somebody for whom a variant makes a difference, against the figures in force.

    `codes`: the requirements that differ; `changes`: for each of them both sides, with required,
    obtained, met and explanation, as they were written in the run (compliance.rules.rehearsing).
    """

    run = models.ForeignKey(ComplianceRun, models.CASCADE, related_name="variant_changes")
    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    number = models.CharField(max_length=12)
    profession = models.CharField(max_length=30, choices=Profession.choices, blank=True)
    direction = models.CharField(max_length=20, choices=Direction.choices)
    codes = ArrayField(models.CharField(max_length=30))
    changes = models.JSONField()

    objects = VariantChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "registrant"], name="one_change_a_person_and_run"
            )
        ]
        indexes = [models.Index(fields=["run", "direction", "number"], name="change_by_direction")]

    def __str__(self):
        return f"{self.number}: {self.get_direction_display()}"


class VariantTally(models.Model):
    """How many people a range of a rehearsal counted: rows of compliance.rules.rehearsing.Tally."""

    run = models.ForeignKey(ComplianceRun, models.CASCADE, related_name="variant_tallies")
    place = models.PositiveIntegerField()
    rows = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="one_tally_a_range_of_a_run")
        ]

    def __str__(self):
        return f"{self.run_id}: {self.place}"
