"""Open an account for an approver or GOC staff: how a new installation gets its first person."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cet_portal.accounts import queries, services
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import GLOBAL_ROLES
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK

ROLES = sorted(role.value for role in GLOBAL_ROLES)


class Command(BaseCommand):
    help = "Open an account with one role or several, and mail the link to set its password."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--role",
            dest="roles",
            action="append",
            required=True,
            metavar="ROLE",
            help=f"{', '.join(ROLES)}; again for a second one",
        )

    def handle(self, *args, email, name, roles, **options):
        self._check(email, name, roles)
        at = clock.now()
        try:
            # No account without its mail: the command can then simply be given again.
            with transaction.atomic():
                user = services.open_account(
                    email=email,
                    name=name,
                    password=None,
                    roles=list(dict.fromkeys(roles)),
                    actor=CLOCK,
                    at=at,
                )
                services.send_first_password_link(user=user, actor=CLOCK, at=at)
        except OSError as problem:
            raise CommandError(
                f"No account was opened, because the mail could not be sent: {problem}"
            ) from problem
        self.stdout.write(f"Opened. {user.email} has been sent a link to set the password.")

    @staticmethod
    def _check(email, name, roles):
        """Refuse what cannot be an account, with a sentence that says what could."""
        unknown = [role for role in roles if role not in ROLES]
        if unknown:
            raise CommandError(f"No role {unknown[0]}. There are: {', '.join(ROLES)}.")
        if queries.account(email):
            raise CommandError(f"There is an account for {email} already.")
        try:
            User(email=email, name=name).clean_fields(exclude=["password"])
        except ValidationError as error:
            said = "; ".join(f"{field}: {' '.join(all_)}" for field, all_ in error)
            raise CommandError(said) from error
