"""The holidays that working days are counted with."""

from datetime import date

from cet_portal.core.models import BankHoliday
from cet_portal.core.remembering import remembered

DIVISION = "england-and-wales"


@remembered(seconds=1)
def current() -> dict[date, str]:
    """Date and name of each holiday of England and Wales (decisions.md 2)."""
    counted = BankHoliday.objects.filter(division=DIVISION, taken_away_at__isnull=True)
    return dict(counted.values_list("date", "name"))
