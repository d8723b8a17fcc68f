"""The accounts that a visitor signs in with, one for each role and some for several."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cet_portal.accounts.roles import Role
from cet_portal.home.seed.people import address
from cet_portal.scheme.enums import Profession

PASSWORD = "demonstration-2005"


@dataclass(frozen=True)
class Account:
    """`wears`: the hats, in words. `members`: roles in each provider, by its key.

    Who has the same name in `people.PEOPLE` is that registrant as well, and who is the contact of
    one of `providers.APPLICANTS` answers for it.
    """

    name: str
    wears: str
    roles: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def email(self) -> str:
        return address(self.name)


ADMINISTRATOR = (Role.SYSTEM_ADMINISTRATOR.value,)

ACCOUNTS = (
    Account(
        "Priya Raman",
        "CET system administrator, Northgate",
        members={"northgate": ADMINISTRATOR},
    ),
    Account(
        "Gareth Pugh",
        "Principal contact, Northgate",
        members={"northgate": (Role.PRINCIPAL_CONTACT.value,)},
    ),
    Account(
        "Sunita Bose",
        "CET author, Northgate",
        members={"northgate": (Role.CET_AUTHOR.value,)},
    ),
    Account(
        "Owen Llewellyn-Price",
        "Harbour's administrator, event delivery at Northgate, optometrist",
        members={"harbour": ADMINISTRATOR, "northgate": (Role.EVENT_DELIVERER.value,)},
    ),
    Account(
        "Isla Macrae",
        "CET system administrator, Thistle",
        members={"thistle": ADMINISTRATOR},
    ),
    Account(
        "Tom Fairweather",
        "CET system administrator, Fenland (listing lapsed)",
        members={"fenland": ADMINISTRATOR},
    ),
    Account("Kofi Mensah", "CET system administrator, Quayside (listing suspended)"),
    Account("Lowri Vaughan", "CET system administrator, Moorland (has applied to be listed)"),
    Account("Helen Ashdown", "Approver, optometrist", (Role.APPROVER.value,)),
    Account("Marcus Oyelaran", "Approver, dispensing optician", (Role.APPROVER.value,)),
    Account(
        "Fiona Kerr",
        "Approver, optometrist; belongs to Thistle",
        (Role.APPROVER.value,),
        members={"thistle": (Role.CET_AUTHOR.value,)},
    ),
    Account("Aoife O'Donnell", "Registrant, optometrist"),
    Account("Bethan Lloyd-Hughes", "Registrant, contact lens optician"),
    Account("Zoë Fraser-Müller", "Registrant, therapeutic prescriber"),
    Account("Olu Adebayo", "Registrant, joined in this cycle"),
    Account("Graham Tuttle", "Registrant, restored with a new number"),
    Account("Peter Vane", "Registrant, has left the register"),
    Account("Daniel Osei", "GOC staff", (Role.GOC_STAFF.value,)),
    Account("Ruth Calloway", "CET manager", (Role.CET_MANAGER.value,)),
)

PROFESSIONS_OF_APPROVERS = {
    "Helen Ashdown": Profession.OPTOMETRIST,
    "Marcus Oyelaran": Profession.DISPENSING_OPTICIAN,
    "Fiona Kerr": Profession.OPTOMETRIST,
}
