"""Reads of reference data."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from cet_portal.scheme.models import CompetencyUnit, Criterion, Cycle, Modality, TargetAudience


def cycle_on(day: date) -> Cycle:
    """The cycle that `day` lies in. Raises `Cycle.DoesNotExist` before 1 July 2005."""
    return Cycle.objects.get(first_day__lte=day, last_day__gte=day)


def is_in_a_cycle(day: date) -> bool:
    """Was there a scheme on that day?"""
    return Cycle.objects.filter(first_day__lte=day, last_day__gte=day).exists()


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


@dataclass(frozen=True, slots=True)
class CycleEnds:
    """The last days of all cycles, for those who ask for many days."""

    last_days: tuple[date, ...]

    def on(self, day: date) -> date:
        """The last day of the cycle that `day` lies in."""
        return self.last_days[bisect_left(self.last_days, day)]


def cycle_ends() -> CycleEnds:
    """All cycles, in one query."""
    return CycleEnds(tuple(Cycle.objects.order_by("last_day").values_list("last_day", flat=True)))
