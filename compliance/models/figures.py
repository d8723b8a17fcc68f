"""Figures of everybody in a cycle, counted each night, as no page can count them."""

from django.db import models

from cet_portal.scheme.enums import Audience
from registrants.models import Registrant


class Comparison(models.Model):
    """How the general points of a group of people lie in a cycle (peers.md 3 item 19).

    Half of the group lies from `lower` to `upper`, both inclusive; `middle` is the median.
    """

    cycle = models.CharField(max_length=12)
    group = models.CharField(max_length=30, choices=Audience.choices)
    counted_on = models.DateField()
    people = models.PositiveIntegerField()
    lower = models.PositiveSmallIntegerField()
    middle = models.PositiveSmallIntegerField()
    upper = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "group"], name="one_comparison_a_group")
        ]

    def __str__(self):
        return f"{self.group} {self.cycle}"


class OnlyAcceptance(models.Model):
    """Somebody whose only gap in a cycle is that they have not accepted what waits for them.

    `missing`: general points short as things are; `pending`: points that wait.
    """

    cycle = models.CharField(max_length=12)
    registrant = models.ForeignKey(Registrant, models.CASCADE, related_name="+")
    number = models.CharField(max_length=12)
    counted_on = models.DateField()
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
