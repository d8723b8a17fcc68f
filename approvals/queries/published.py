"""Reads of approved CET, as everybody may see it."""

from collections.abc import Iterable
from datetime import date

from approvals.models import CetApplication


def approved(on: date):
    """CET that may be promoted on this day: the only part that everybody may see. What registrants
    asked the GOC for themselves is for them alone."""
    return (
        CetApplication.objects.approved_on(on)
        .filter(provider__own="")
        .select_related("provider", "modality")
        .prefetch_related("approvals")
    )


def promoted(on: date, c_numbers: Iterable[str]) -> set[str]:
    """Which of these have a page in the directory on this day."""
    found = approved(on).filter(c_number__in=set(c_numbers)).select_related(None)
    return set(found.values_list("c_number", flat=True))
