"""For which audience does a completer earn points?"""

from collections.abc import Collection

from cet_portal.scheme.enums import THERAPEUTIC, Audience, Profession, Specialty


def audience_of(
    profession: str, specialties: Collection[str], approved: Collection[str]
) -> str | None:
    """The approved audience that fits the person best, or None.

    The specialty's audience comes first where the person holds the specialty, as those points
    can be had nowhere else; then the profession's (domain.md 3.2, decisions.md 15).
    """
    if profession == Profession.DISPENSING_OPTICIAN:
        special = Audience.CONTACT_LENS_OPTICIAN if Specialty.CONTACT_LENS in specialties else None
        general = Audience.DISPENSING_OPTICIAN
    else:
        special = None if THERAPEUTIC.isdisjoint(specialties) else Audience.THERAPEUTIC_PRESCRIBER
        general = Audience.OPTOMETRIST
    return next((audience for audience in (special, general) if audience in approved), None)


def specialty_for(audience: str, specialties: Collection[str]) -> str:
    """Which specialty the points are for; empty for general points.

    A therapeutic prescriber's points go to the specialty held, the highest first.
    """
    if audience == Audience.CONTACT_LENS_OPTICIAN:
        return Specialty.CONTACT_LENS
    if audience == Audience.THERAPEUTIC_PRESCRIBER:
        highest_first = (
            Specialty.INDEPENDENT_PRESCRIBING,
            Specialty.SUPPLEMENTARY_PRESCRIBING,
            Specialty.ADDITIONAL_SUPPLY,
        )
        return next(specialty for specialty in highest_first if specialty in specialties)
    return ""
