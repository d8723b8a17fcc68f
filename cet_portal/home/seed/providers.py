"""The providers of the demonstration, and those that apply to be listed. All are invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Listed:
    """One provider that was on the list before the story begins.

    `ends_in`: its last entry ends in so many days, or ended so many days ago. `asked`: the renewal
    after it was asked for so many working days ago and waits for its payment.
    """

    key: str
    name: str
    town: str
    phone: str
    venue: str
    address: str
    ends_in: int = 140
    asked: int | None = None

    @property
    def lapsed(self) -> int | None:
        """So many days ago its last entry ended; None while it is listed."""
        return -self.ends_in if self.ends_in < 0 else None

    @property
    def email(self) -> str:
        return f"bookings.{self.key}@demo.example.org"

    @property
    def website(self) -> str:
        return f"https://{self.key}.example.org"


PROVIDERS = (
    Listed(
        "northgate",
        "Northgate Optical Education",
        "Leeds",
        "0113 496 0101",
        "The Tannery Rooms",
        "12 Dyer's Wharf, Leeds LS1 0AA",
    ),
    Listed(
        "harbour",
        "Harbour Eye Learning",
        "Bristol",
        "0117 496 0142",
        "Ropewalk House",
        "3 The Ropewalk, Bristol BS1 0AA",
        ends_in=55,
    ),
    Listed(
        "thistle",
        "Thistle and Lens Training",
        "Edinburgh",
        "0131 496 0173",
        "Old Observatory Hall",
        "41 Calton Brae, Edinburgh EH1 0AA",
        ends_in=41,
        asked=3,
    ),
    Listed(
        "fenland",
        "Fenland Vision Academy",
        "Cambridge",
        "01632 960188",
        "Maltings Lecture Room",
        "7 Granary Lane, Cambridge CB1 0AA",
        ends_in=-20,
    ),
)


@dataclass(frozen=True)
class Applicant:
    """An organisation that applied to be listed in the story. `contact`: who applied."""

    key: str
    name: str
    town: str
    phone: str
    contact: str
    plans: str

    @property
    def email(self) -> str:
        return f"bookings.{self.key}@demo.example.org"


QUAYSIDE = Applicant(
    "quayside",
    "Quayside Dispensing School",
    "Newcastle upon Tyne",
    "0191 498 0117",
    "Kofi Mensah",
    "Evening workshops for dispensing opticians: complex lenses, measuring, children's frames.",
)
MOORLAND = Applicant(
    "moorland",
    "Moorland Eye Care Courses",
    "Okehampton",
    "01632 960311",
    "Lowri Vaughan",
    "Day courses for practices far from a city: red eye, referral, and caring for people at home.",
)
TIDEWAY = Applicant(
    "tideway",
    "Tideway Low Vision School",
    "Hull",
    "01632 960402",
    "Ingrid Solberg",
    "Courses on low vision aids, with patients who tell what helped them.",
)
SEVERN = Applicant(
    "severn",
    "Severn Sight Training",
    "Shrewsbury",
    "01632 960455",
    "Matthew Prosser",
    "Peer discussion in small groups, four times a year, on cases from our own clinics.",
)
BARGAIN = Applicant(
    "bargain",
    "Bright Bargain Frames",
    "Luton",
    "01632 960520",
    "Craig Delaney",
    "Evenings on our new collections and how to sell a second pair.",
)
PEAK = Applicant(
    "peak",
    "Peak Practice Group",
    "Buxton",
    "01632 960566",
    "Ruxandra Ionescu",
    "Meetings of our four practices about cases of the month.",
)
APPLICANTS = (QUAYSIDE, MOORLAND, TIDEWAY, SEVERN, BARGAIN, PEAK)
