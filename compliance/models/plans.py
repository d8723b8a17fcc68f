"""Plans that registrants keep for themselves."""

from django.db import models

from registrants.models import Registrant
from registrants.models.statement import OwnQuerySet


class SavedPlan(models.Model):
    """What somebody chose in the planner, under a name: the query of the planner's address.

    Nothing rests on it: opened, it is worked out anew with what the record and the directory say
    that day.
    """

    registrant = models.ForeignKey(Registrant, models.CASCADE, related_name="plans")
    name = models.CharField(max_length=60)
    choice = models.TextField(max_length=2000)
    saved_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registrant", "name"], name="one_plan_a_name")
        ]

    def __str__(self):
        return self.name
