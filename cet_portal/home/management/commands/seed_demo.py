"""Write the demonstration's data, once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cet_portal.accounts import queries as account_queries
from cet_portal.core import clock
from cet_portal.home.seed import story
from cet_portal.home.seed.accounts import ACCOUNTS


class Command(BaseCommand):
    help = "Write the demonstration's data unless it is there. In the demonstration only."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("DEMONSTRATION is off: this would put invented people into it.")
        if account_queries.account(ACCOUNTS[0].email):
            self.stdout.write("The demonstration is already there.")
            return
        story.tell(at=clock.now())
        self.stdout.write("The demonstration is written.")
