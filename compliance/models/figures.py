"""Figures of everybody in a cycle, counted each night, as no page can count them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cet_portal.scheme.enums import Audience
from compliance.enums import RequirementCode
from registrants.models import Registrant


class Comparison(models.Model):
    """How a group of people stands to one requirement of a cycle (peers.md 3 item 19).

    Half of the group lies from `lower` to `upper`, both inclusive; `middle` is the median; `met`
    of them have met it.
    """

    cycle = models.CharField(max_length=12)
    group = models.CharField(max_length=30, choices=Audience.choices)
    code = models.CharField(
        max_length=30, choices=RequirementCode.choices, default=RequirementCode.GENERAL_POINTS
    )
    specialty = models.CharField(max_length=30, blank=True, default="")
    counted_on = models.DateField()
    people = models.PositiveIntegerField()
    met = models.PositiveIntegerField(default=0)
    lower = models.PositiveSmallIntegerField()
    middle = models.PositiveSmallIntegerField()
    upper = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "group", "code", "specialty"],
                name="one_comparison_a_group_and_code",
            )
        ]

    def __str__(self):
        return f"{self.group} {self.cycle}"


class OnlyAcceptance(models.Model):
    """Somebody whose only gap in a cycle is that they have not accepted what waits for them.

    `codes`: the requirements that are open as things are; `missing`: general points short;
    `pending`: points that wait.
    """

    cycle = models.CharField(max_length=12)
    registrant = models.ForeignKey(Registrant, models.CASCADE, related_name="+")
    number = models.CharField(max_length=12)
    counted_on = models.DateField()
    codes = ArrayField(
        models.CharField(max_length=30, choices=RequirementCode.choices), default=list
    )
    missing = models.PositiveSmallIntegerField()
    pending = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "registrant"], name="one_gap_a_person_and_cycle"
            )
        ]

    def __str__(self):
        return f"{self.number} {self.cycle}"

    @property
    def open_requirements(self) -> list[str]:
        """Their names, for people."""
        return [str(RequirementCode(code).label) for code in self.codes]
