"""Reads of reference data."""

from datetime import date

from cet_portal.scheme.models import CompetencyUnit, Criterion, Cycle, Modality, TargetAudience


def cycle_on(day: date) -> Cycle:
    """The cycle that `day` lies in. Raises `Cycle.DoesNotExist` before 1 July 2005."""
    return Cycle.objects.get(first_day__lte=day, last_day__gte=day)


def cycles():
    """All cycles, the newest first."""
    return Cycle.objects.order_by("-first_day")


def audiences():
    """The target audiences in their usual order, with their units."""
    return TargetAudience.objects.order_by("order").prefetch_related("units")


def units():
    """All competency units in their usual order."""
    return CompetencyUnit.objects.order_by("order").select_related("audience")


def modalities():
    """All modalities in their usual order."""
    return Modality.objects.order_by("order")


def criteria():
    """The criteria in use, in their usual order."""
    return Criterion.objects.filter(in_use=True).order_by("order")
