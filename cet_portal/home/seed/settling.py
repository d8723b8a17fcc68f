"""What stands before the story begins: accounts, providers, the register."""

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.contrib.auth.hashers import make_password

from approvals import services as approval_services
from cet_portal.accounts import contexts
from cet_portal.accounts import queries as account_queries
from cet_portal.accounts import services as account_services
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import SECURITY_CODE_ROLES
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.home.seed import listings
from cet_portal.home.seed.accounts import ACCOUNTS, PASSWORD, PROFESSIONS_OF_APPROVERS
from cet_portal.home.seed.days import ONE_DAY
from cet_portal.home.seed.people import (
    PEOPLE,
    PROVIDER_DOMAIN,
    REGISTER_DOMAIN,
    Person,
    address,
)
from cet_portal.home.seed.providers import APPLICANTS, PROVIDERS
from cet_portal.home.seed.world import Member, World
from providers import services as provider_services
from registrants import services as register_services

MANAGER = "Ruth Calloway"


def settle(world: World, *, at: datetime) -> None:
    """Everything of this module, as it stood at `at`."""
    open_accounts(world, at=at)
    open_providers(world, at=at)
    fill_register(world, at=at)


def open_accounts(world: World, *, at: datetime) -> None:
    """The accounts that are printed share one password, hashed once: hashing is slow on purpose."""
    shared = make_password(PASSWORD)
    for account in ACCOUNTS:
        user = account_services.open_account(
            email=account.email,
            name=account.name,
            password=None,
            password_hash=shared,
            roles=list(account.roles),
            actor=CLOCK,
            at=at,
        )
        if not SECURITY_CODE_ROLES.isdisjoint(account.roles):
            account_services.set_up_security_codes(user=user, actor=CLOCK, at=at)
        world.users[account.name] = user
    for applicant in APPLICANTS:
        if applicant.contact not in world.users:
            world.users[applicant.contact] = account_services.open_account(
                email=address(applicant.contact, PROVIDER_DOMAIN),
                name=applicant.contact,
                password=None,
                roles=[],
                actor=CLOCK,
                at=at,
            )
    for name, profession in PROFESSIONS_OF_APPROVERS.items():
        approval_services.set_profile(
            approver=world.users[name],
            profession=profession,
            actor=world.actor("Ruth Calloway", "staff"),
            at=at,
        )


def open_providers(world: World, *, at: datetime) -> None:
    """Providers with their people and with the entry on the list that they had then."""
    manager = world.actor(MANAGER, "staff")
    for listed in PROVIDERS:
        provider = provider_services.open_provider(
            name=listed.name,
            email=listed.email,
            phone=listed.phone,
            website=listed.website,
            town=listed.town,
            actor=manager,
            at=at,
        )
        world.providers[listed.key] = provider
    for account in ACCOUNTS:
        for key, roles in account.members.items():
            provider_services.add_member(
                provider=world.providers[key],
                user=world.users[account.name],
                roles=list(roles),
                actor=manager,
                at=at,
            )
    for listed in PROVIDERS:
        listings.list_first(world, listed, at=at)


def fill_register(world: World, *, at: datetime) -> None:
    """Everybody with their dated entries and, if they use the portal, an account."""
    manager = world.actor(MANAGER, "staff")
    for person in PEOPLE:
        registrant, entries = None, entries_of(person, world.days.today)
        for number, start, end in entries:
            registrant = register_services.enter_on_register(
                forenames=person.forenames,
                surname=person.surname,
                date_of_birth=date.fromisoformat(person.born),
                profession=person.profession,
                number=number,
                start=start,
                end=end,
                registrant=registrant,
                actor=manager,
                at=at,
            )
        if person.specialty:
            register_services.add_specialty(
                registrant=registrant,
                specialty=person.specialty,
                start=entries[0][1] + relativedelta(years=2),
                actor=manager,
                at=at,
            )
        user = account_of(world, person, at=at) if person.keen else None
        if user:
            register_services.connect_account(
                registrant=registrant, user=user, actor=manager, at=at
            )
        world.register.append(Member(person, registrant, entries, user))


def entries_of(person: Person, today: date) -> list[tuple[str, date, date | None]]:
    """Number, first and last day of each period on the register."""
    month = today.replace(day=1)
    if person.joined:
        return [(person.number, month - relativedelta(months=person.joined), None)]
    since = date.fromisoformat(person.since)
    if person.restored:
        back = month - relativedelta(months=person.restored) + timedelta(days=9)
        away = back - relativedelta(years=2)
        return [(person.number, since, away), (person.new_number, back, None)]
    if person.left:
        return [(person.number, since, month - relativedelta(months=person.left) - ONE_DAY)]
    return [(person.number, since, None)]


def account_of(world: World, person: Person, *, at: datetime) -> User:
    """The account of a registrant: one that is printed, or one without a password."""
    if person.name not in world.users:
        world.users[person.name] = account_services.open_account(
            email=address(person.name, REGISTER_DOMAIN),
            name=person.name,
            password=None,
            roles=[],
            actor=CLOCK,
            at=at,
        )
    return world.users[person.name]


def reader(user: User) -> Actor:
    """Somebody reading their own messages, in whichever role."""
    return Actor(user_id=user.pk, name=str(user))


def staff_actor() -> Actor:
    """The demonstration's CET manager."""
    user = account_queries.account(address(MANAGER))
    return next(each for each in contexts.contexts_of(user) if each.key == "staff").actor(user)
