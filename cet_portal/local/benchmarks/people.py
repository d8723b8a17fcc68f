"""Providers with an administrator each, approvers, one member of staff: written in sets."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from allauth.mfa.totp.internal import auth as totp

from approvals.models import ApproverProfile
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.clock import london_date
from cet_portal.local.benchmarks import texts
from cet_portal.scheme.enums import Profession
from providers.enums import ListingStatus
from providers.models import Provider, ProviderListing, ProviderMembership

# So many approvers of three are optometrists.
OPTOMETRISTS, OF = 2, 3


@dataclass(frozen=True)
class People:
    """Who takes part. `administrators`: the account of each provider, by its key."""

    administrators: dict[int, User]
    approvers: dict[str, list[User]]
    manager: User

    def approver(self) -> User:
        """The one whose pages are measured."""
        return self.approvers[Profession.OPTOMETRIST][0]


def write(*, providers: int, approvers: int, at: datetime) -> People:
    """Accounts, providers on the list, approvers with a profession."""
    chance = Random(1)
    listed = Provider.objects.bulk_create(
        Provider(
            name=f"{chance.choice(texts.TOWNS)} Optical Education {number}",
            email=f"bookings{number}@provider.example.org",
            town=chance.choice(texts.TOWNS),
        )
        for number in range(providers)
    )
    administrators = _accounts("admin", providers, [], chance)
    first = london_date(at) - timedelta(days=90)
    ProviderListing.objects.bulk_create(
        ProviderListing(
            provider=provider, start=first, end=_a_year_after(first), status=ListingStatus.LISTED
        )
        for provider in listed
    )
    ProviderMembership.objects.bulk_create(
        ProviderMembership(provider=provider, user=user, roles=[Role.SYSTEM_ADMINISTRATOR])
        for provider, user in zip(listed, administrators, strict=True)
    )
    deciding = _accounts("approver", approvers, [Role.APPROVER], chance)
    [manager] = _accounts("manager", 1, [Role.CET_MANAGER], chance)
    by_profession: dict[str, list[User]] = {each.value: [] for each in Profession}
    for number, user in enumerate(deciding):
        fits = Profession.OPTOMETRIST if number % OF < OPTOMETRISTS else "DISPENSING_OPTICIAN"
        by_profession[fits].append(user)
    ApproverProfile.objects.bulk_create(
        ApproverProfile(user=user, profession=profession)
        for profession, users in by_profession.items()
        for user in users
    )
    people = People(
        {provider.pk: user for provider, user in zip(listed, administrators, strict=True)},
        by_profession,
        manager,
    )
    for user in (people.approver(), manager):
        totp.TOTP.activate(user, totp.generate_totp_secret())
    return people


def _accounts(kind: str, number: int, roles: list[str], chance: Random) -> list[User]:
    return User.objects.bulk_create(
        User(
            email=f"{kind}{each}@benchmark.example.org",
            name=texts.name(chance, each),
            roles=roles,
            password="!",
        )
        for each in range(number)
    )


def _a_year_after(first: date) -> date:
    return first + timedelta(days=364)
