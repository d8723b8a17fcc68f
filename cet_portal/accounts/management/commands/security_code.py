"""Print the security code of an account of the demonstration."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cet_portal.accounts import queries


class Command(BaseCommand):
    help = "Print the present security code of an account. In the demonstration only."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("Codes are printed in the demonstration only.")
        # The code follows the real clock, whatever a rehearsal says.
        code = queries.security_code(email, at=timezone.now())
        if code is None:
            raise CommandError(f"No account {email} has security codes set up.")
        self.stdout.write(code)
