"""Reads of the uptake of competency units."""

from compliance.models import UptakeFigure
from compliance.rules import Period


def has_uptake(period: Period) -> bool:
    """Was the uptake of the cycle counted?"""
    return UptakeFigure.objects.filter(cycle=period.name).exists()


def uptake(period: Period) -> dict[tuple[str, str], UptakeFigure]:
    """By unit and region; empty is the sum over all."""
    return {(row.unit, row.region): row for row in UptakeFigure.objects.filter(cycle=period.name)}
