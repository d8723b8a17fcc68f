"""How many have met what, week by week of a cycle, and which units they took up where."""

from django.db import models

from cet_portal.scheme.enums import Audience


class WeekFigure(models.Model):
    """One group and requirement in one week of a cycle (docs/adr/0042).

    `code`: of the requirement, or one of those of `rules.weeks`; `specialty` empty and `year` 0
    where the requirement has none. `people` have it, `met` of them have met it. `reckoned`: worked
    out afterwards from the ledger, and not counted in that week.
    """

    cycle = models.CharField(max_length=12)
    week = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=30, choices=Audience.choices)
    code = models.CharField(max_length=30)
    specialty = models.CharField(max_length=30, blank=True)
    year = models.PositiveSmallIntegerField(default=0)
    people = models.PositiveIntegerField()
    met = models.PositiveIntegerField()
    counted_on = models.DateField()
    reckoned = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "week", "group", "code", "specialty", "year"],
                name="one_figure_a_week_group_requirement",
            ),
            models.CheckConstraint(
                condition=models.Q(met__lte=models.F("people")), name="who_met_it_has_it"
            ),
        ]
        indexes = [models.Index(fields=["cycle", "code", "week"], name="week_figures_of_a_code")]

    def __str__(self):
        return f"{self.cycle}, week {self.week}: {self.group} {self.code}"


class UptakeFigure(models.Model):
    """Accepted points of a cycle that name a competency unit, by where the event was.

    `unit` and `region` empty: all of them together, which is not the sum, as one person or line
    may be in several. Counted each night (docs/adr/0042).
    """

    cycle = models.CharField(max_length=12)
    unit = models.CharField(max_length=5, blank=True)
    region = models.CharField(max_length=20, blank=True)
    people = models.PositiveIntegerField()
    lines = models.PositiveIntegerField()
    counted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "unit", "region"], name="one_figure_a_unit_and_region"
            )
        ]

    def __str__(self):
        return f"{self.cycle}: {self.unit} {self.region}"
