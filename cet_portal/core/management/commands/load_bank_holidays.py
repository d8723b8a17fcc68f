"""Fill the bank holiday table of England and Wales."""

import holidays as calendars
from django.core.management.base import BaseCommand

from cet_portal.core import clock
from cet_portal.core.holidays import DIVISION
from cet_portal.core.models import BankHoliday

FIRST_YEAR = 2005  # the scheme began on 1 July 2005
YEARS_AHEAD = 4


class Command(BaseCommand):
    help = "Add the bank holidays of England and Wales; days that staff added or renamed stay."

    def handle(self, *args, **options):
        years = range(FIRST_YEAR, clock.today().year + YEARS_AHEAD)
        found = calendars.country_holidays("GB", subdiv="ENG", years=years)
        rows = [
            BankHoliday(division=DIVISION, date=day, name=name)
            for day, name in sorted(found.items())
        ]
        BankHoliday.objects.bulk_create(rows, ignore_conflicts=True)
        self.stdout.write(f"Bank holidays: {len(rows)} of {years.start} to {years.stop - 1}")
