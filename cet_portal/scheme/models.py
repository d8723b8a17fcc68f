"""Reference data. Rows are loaded by `manage.py load_reference`."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Audience, PointKind, Profession, Region, Specialty


class Cycle(models.Model):
    """A relevant period: three calendar years; the first one ran 18 months (decisions.md 32)."""

    name = models.CharField(max_length=9, unique=True)
    first_day = models.DateField(unique=True)
    last_day = models.DateField(unique=True)
    scheme_version = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lt=F("last_day")), name="cycle_ends_after_it_begins"
            )
        ]

    def __str__(self):
        return self.name


class TargetAudience(models.Model):
    """A group that CET is approved for, and the kind of points it earns there."""

    code = models.CharField(max_length=30, choices=Audience.choices, unique=True)
    profession = models.CharField(max_length=20, choices=Profession.choices)
    kind = models.CharField(max_length=10, choices=PointKind.choices)
    specialty = models.CharField(max_length=30, choices=Specialty.choices, blank=True)
    order = models.PositiveSmallIntegerField()

    def __str__(self):
        return self.get_code_display()


class CompetencyUnit(models.Model):
    """A unit of the competency framework of one audience, such as O1."""

    code = models.CharField(max_length=3, unique=True)
    audience = models.ForeignKey(TargetAudience, models.PROTECT, related_name="units")
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()

    def __str__(self):
        return f"{self.code} {self.name}"


class Modality(models.Model):
    """A way of learning, with a guide to its points; the approver fixes them (decisions 18)."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    distance = models.BooleanField(default=False)
    usual_least = models.PositiveSmallIntegerField()
    usual_most = models.PositiveSmallIntegerField()
    grounds = models.CharField(max_length=10, help_text=_("Interactivity grounds allowed, as ABC"))
    text_based = models.BooleanField(default=False)
    needs_attachment = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "modalities"

    def __str__(self):
        return self.name


class Criterion(models.Model):
    """What an approver judges an application by.

    `per_audience`: judged anew for each audience (decisions.md 15). `mend`: what the provider
    can do when it is not met. One no longer in use keeps the decisions that rest on it.
    """

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    question = models.CharField(max_length=300)
    mend = models.CharField(max_length=300)
    section = models.CharField(max_length=20, help_text=_("The section of an application it reads"))
    per_audience = models.BooleanField(default=False)
    in_use = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "criteria"

    def __str__(self):
        return self.name


class Place(models.Model):
    """A town or a part of one, for searches by distance (GeoNames, CC BY 4.0).

    `keys`: how it can be typed, by `places.key`; `other_keys` are asked only when no place has
    the name itself.
    """

    geoname_id = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=100)
    county = models.CharField(max_length=100)
    region = models.CharField(max_length=20, choices=Region.choices)
    latitude = models.FloatField()
    longitude = models.FloatField()
    population = models.PositiveIntegerField(default=0)
    keys = ArrayField(models.CharField(max_length=210), default=list)
    other_keys = ArrayField(models.CharField(max_length=100), default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_lies_on_the_earth",
            )
        ]
        indexes = [
            GinIndex(fields=["keys"], name="place_keys"),
            GinIndex(fields=["other_keys"], name="place_other_keys"),
        ]

    def __str__(self):
        return self.name

    @property
    def full_name(self) -> str:
        """The name that no other place has: "Newport, Isle of Wight", "Newport, Wales"."""
        of = self.get_region_display() if self.county == self.name else self.county
        return f"{self.name}, {of}"
