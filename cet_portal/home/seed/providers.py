"""The four providers of the demonstration, all invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Listed:
    """One provider. `lapsed`: its last listing ended so many days ago, None if it is listed."""

    key: str
    name: str
    town: str
    phone: str
    venue: str
    address: str
    lapsed: int | None = None

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
    ),
    Listed(
        "thistle",
        "Thistle and Lens Training",
        "Edinburgh",
        "0131 496 0173",
        "Old Observatory Hall",
        "41 Calton Brae, Edinburgh EH1 0AA",
    ),
    Listed(
        "fenland",
        "Fenland Vision Academy",
        "Cambridge",
        "01632 960188",
        "Maltings Lecture Room",
        "7 Granary Lane, Cambridge CB1 0AA",
        lapsed=20,
    ),
)
