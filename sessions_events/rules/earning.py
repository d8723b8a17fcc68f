"""For which audience does a completer earn points?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cet_portal.scheme.enums import THERAPEUTIC, Audience, PointKind, Profession, Specialty


def audience_of(
    profession: str, specialties: Collection[str], approved: Collection[str] | None
) -> str | None:
    """The approved audience that fits the person best, or None. `approved` None: any would do.

    The specialty's audience comes first where the person holds the specialty, as those points
    can be had nowhere else; then the profession's (domain.md 3.2, decisions.md 15).
    """
    if profession == Profession.DISPENSING_OPTICIAN:
        special = Audience.CONTACT_LENS_OPTICIAN if Specialty.CONTACT_LENS in specialties else None
        general = Audience.DISPENSING_OPTICIAN
    else:
        special = None if THERAPEUTIC.isdisjoint(specialties) else Audience.THERAPEUTIC_PRESCRIBER
        general = Audience.OPTOMETRIST
    return next(
        (
            audience
            for audience in (special, general)
            if audience and (approved is None or audience in approved)
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class Earned:
    """What one person earns: `interactive` is part of `total`."""

    kind: str
    total: int
    interactive: int
    units: tuple[str, ...]
    peer_review: bool


@dataclass(frozen=True, slots=True)
class Asks:
    """What the points of an event depend on besides the person: the day of completion, the role,
    whether the interactive part was completed."""

    days: bool = False
    roles: bool = False
    interactive: bool = False


def asks(
    approvals: Mapping[str, "Approval"], *, modality: str, peer_review: bool, distance: bool
) -> Asks:
    """What has to be known of each person: distance learning is completed on any day, and in a
    discussion there are facilitators (domain.md 3.7)."""
    return Asks(
        days=distance,
        roles=peer_review or modality == "PEER_DISCUSSION",
        interactive=any(each.interactive for each in approvals.values()),
    )


class Approval(Protocol):
    """What an audience earns, as fixed at approval (R2005 r.17)."""

    @property
    def kind(self) -> str: ...
    @property
    def total(self) -> int: ...
    @property
    def interactive(self) -> int: ...
    @property
    def units(self) -> Sequence[str]: ...


def earned(
    approvals: Mapping[str, Approval],
    audience: str,
    *,
    modality: str,
    peer_review: bool,
    facilitator: bool = False,
    interactive: bool = True,
) -> Earned:
    """The points of one person.

    Somebody whose audience is not approved, and who is to have general points all the same, gets
    the number of the approved audience that earns least, and no unit. Without the interactive
    part the points are not interactive (domain.md 3.11). A facilitator of a peer discussion gets
    one point, of a peer review what the others get (domain.md 3.7).
    """
    own = approvals.get(audience)
    approval = own or min(approvals.values(), key=lambda each: each.total)
    total = 1 if facilitator and modality == "PEER_DISCUSSION" else approval.total
    return Earned(
        kind=own.kind if own else PointKind.GENERAL,
        total=total,
        interactive=min(approval.interactive, total) if interactive else 0,
        units=tuple(own.units) if own else (),
        peer_review=peer_review,
    )


def specialty_on(
    audience: str, kind: str, held: Iterable[tuple[str, date, date | None]], day: date
) -> str:
    """Which specialty specialist points are for on `day`; empty for general points.

    A therapeutic prescriber's points go to the specialty held, the highest first.
    """
    if kind != PointKind.SPECIALIST:
        return ""
    if audience == Audience.CONTACT_LENS_OPTICIAN:
        return Specialty.CONTACT_LENS
    there = {name for name, start, end in held if start <= day and (end is None or day <= end)}
    return next(
        (specialty for specialty in HIGHEST_FIRST if specialty in there),
        Specialty.INDEPENDENT_PRESCRIBING,
    )


HIGHEST_FIRST = (
    Specialty.INDEPENDENT_PRESCRIBING,
    Specialty.SUPPLEMENTARY_PRESCRIBING,
    Specialty.ADDITIONAL_SUPPLY,
)


def held_on(held: Iterable[tuple[str, date, date | None]], day: date) -> str:
    """The specialty held on `day`, of several the highest; empty without one."""
    there = {name for name, start, end in held if start <= day and (end is None or day <= end)}
    found = (specialty for specialty in HIGHEST_FIRST if specialty in there)
    return next(found, Specialty.CONTACT_LENS if Specialty.CONTACT_LENS in there else "")
