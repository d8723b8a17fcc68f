"""People, providers and registrants for tests, made by the real services."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command
from django.test import Client

from approvals import services as approval_services
from cet_portal.accounts import services as account_services
from cet_portal.accounts.contexts import contexts_of
from cet_portal.accounts.middleware import SESSION_KEY
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import GLOBAL_ROLES, Role, permissions_of
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.scheme.enums import Profession
from cet_portal.scheme.models import Modality
from providers import services as provider_services
from providers.models import Provider, ProviderMembership
from registrants import services as registrant_services
from registrants.models import Registrant

PASSWORD = "a-long-test-password-7"
# Cases are begun in the past, so that every step of theirs lies before the present instant.
BEGUN = timedelta(minutes=30)
ONE_STEP = timedelta(minutes=1)

# A member of staff for acts that a test does not care about.
MANAGER = Actor(
    user_id=None,
    name="Invented Manager",
    role=Role.CET_MANAGER,
    permissions=permissions_of(Role.CET_MANAGER),
)

# All of the same length: no name is the beginning of another, and they are sorted as they came.
_numbers = count(10_001)
# Above the numbers that tests choose themselves (01-20001, 01-30001 and the like).
_numbers_of_the_register = count(40_001)


def reference() -> None:
    """Load the reference data unless it is there."""
    if not Modality.objects.exists():
        call_command("load_reference", verbosity=0, stdout=_Silent())


class _Silent:
    def write(self, _text: str) -> None:
        """Commands report; tests do not listen."""


def person(*roles: str, name: str = "", at: datetime | None = None) -> User:
    """An account with a verified address and these global roles (APPROVER, GOC_STAFF, ...)."""
    number = next(_numbers)
    user = account_services.open_account(
        email=f"person{number}@example.org",
        name=name or f"Person {number}",
        password=PASSWORD,
        roles=[Role(role).value for role in roles],
        actor=CLOCK,
        at=at or clock.now(),
    )
    if user.holds(*GLOBAL_ROLES):
        totp.TOTP.activate(user, totp.generate_totp_secret())
    return user


def approver(
    name: str = "", *, profession: str = Profession.OPTOMETRIST, at: datetime | None = None
) -> User:
    """An approver with security codes set up, whom the portal may choose for this profession."""
    user = person(Role.APPROVER, name=name, at=at)
    approval_services.set_profile(
        approver=user, profession=profession, actor=MANAGER, at=at or clock.now()
    )
    return user


def staff(role: str = Role.GOC_STAFF, name: str = "", *, at: datetime | None = None) -> User:
    """GOC staff (or the CET manager) with security codes set up."""
    return person(role, name=name, at=at)


def provider_with(
    *roles: str, name: str = "", listed: bool = True, at: datetime | None = None
) -> tuple[Any, ...]:
    """A provider and one person for each of `roles` (default: one system administrator).

    `listed`: on the list since 30 days before `at`, for 12 months.
    """
    reference()
    at = at or clock.now()
    provider = provider_services.open_provider(
        name=name or f"Provider {next(_numbers)}",
        email="bookings@example.org",
        phone="0113 496 0000",
        website="https://example.org",
        town="Leeds",
        actor=CLOCK,
        at=at,
    )
    if listed:
        provider_services.grant_listing(
            provider=provider,
            start=clock.london_date(at) - timedelta(days=30),
            actor=CLOCK,
            at=at,
        )
    people = [member(provider, role, at=at) for role in roles or (Role.SYSTEM_ADMINISTRATOR,)]
    return provider, *people


def member(
    provider: Provider, *roles: str, user: User | None = None, at: datetime | None = None
) -> User:
    """A new person (or `user`) with these roles in the provider."""
    at = at or clock.now()
    user = user or person(at=at)
    provider_services.add_member(
        provider=provider, user=user, roles=list(roles), actor=CLOCK, at=at
    )
    return user


def administrator_of(provider: Provider) -> User:
    """The first system administrator of the provider."""
    found = ProviderMembership.objects.filter(
        provider=provider, roles__contains=[Role.SYSTEM_ADMINISTRATOR]
    )
    return found.select_related("user").earliest("pk").user


def registrant(
    number: str = "",
    surname: str = "Marsh",
    *,
    forenames: str = "Ada",
    profession: str = "OPTOMETRIST",
    start: date = date(2015, 1, 1),
    account: bool = True,
    at: datetime | None = None,
) -> Registrant:
    """Somebody on the register, with an account (`.user`) unless told otherwise."""
    reference()
    at = at or clock.now()
    prefix = "01" if profession == "OPTOMETRIST" else "D"
    number = number or f"{prefix}-{next(_numbers_of_the_register)}"
    found = registrant_services.enter_on_register(
        forenames=forenames,
        surname=surname,
        date_of_birth=date(1980, 5, 17),
        profession=profession,
        number=number,
        start=start,
        actor=CLOCK,
        at=at,
    )
    if account:
        user = person(name=f"{forenames} {surname}", at=at)
        registrant_services.connect_account(registrant=found, user=user, actor=CLOCK, at=at)
        found.refresh_from_db()
    return found


def actor_of(user: User, key: str = "") -> Actor:
    """The user acting in the context `key` ("provider:7", "approver", "staff", "registrant"),
    or in their first one."""
    contexts = contexts_of(user)
    chosen = next((context for context in contexts if context.key == key), None)
    return (chosen or contexts[0]).actor(user)


def client_for(user: User, key: str = "", **options: Any) -> Client:
    """A signed-in test client, acting in the context `key` if given."""
    client = Client(**options)
    client.force_login(user)
    if key:
        session = client.session
        session[SESSION_KEY] = key
        session.save()
    return client
