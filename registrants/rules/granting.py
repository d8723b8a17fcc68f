"""What the registrar may have granted for voluntary CET (CET Rules 2005, rule 14): pure."""

from cet_portal.scheme.enums import THERAPEUTIC, Profession

# More than any rule ever counted, of one sort.
MOST_GRANTED = 99


def professions_of(specialty: str) -> set[str]:
    """Who can have the specialty."""
    if specialty in THERAPEUTIC:
        return {Profession.OPTOMETRIST.value}
    return {Profession.DISPENSING_OPTICIAN.value}
