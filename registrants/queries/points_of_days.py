"""How many points lie on some days of a statement, for whom an entry is put right."""

from datetime import date

from registrants.models import PointEntry


def points_between(registrant_id: int, first: date, last: date | None) -> tuple[int, int]:
    """How many lines of the person are of these days, and their points."""
    lines = PointEntry.objects.standing().filter(registrant=registrant_id, event_date__gte=first)
    lines = lines.filter(event_date__lte=last) if last else lines
    totals = list(lines.values_list("total", flat=True))
    return len(totals), sum(totals)


def points_under(registrant_id: int, number: str, first: date) -> tuple[int, int]:
    """How many lines since a day bear the number, and their points."""
    lines = PointEntry.objects.standing().filter(
        registrant=registrant_id, event_date__gte=first, number=number
    )
    totals = list(lines.values_list("total", flat=True))
    return len(totals), sum(totals)
