"""Print who to sign in as in the demonstration, and what has happened there."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cet_portal.accounts import queries as account_queries
from cet_portal.core import clock
from cet_portal.home.seed import report
from cet_portal.home.seed.accounts import ACCOUNTS


class Command(BaseCommand):
    help = "Print the accounts of the demonstration, and the loop as it happened in its data."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("DEMONSTRATION is off: there are no such accounts.")
        if account_queries.account(ACCOUNTS[0].email) is None:
            raise CommandError("The demonstration is not written yet: manage.py seed_demo")
        for line in report.accounts():
            self.stdout.write(line)
        self.stdout.write("\nWhat has happened so far:")
        for line in report.stories(at=clock.now()):
            self.stdout.write(f"  {line}")
