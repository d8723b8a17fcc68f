"""Somebody with so many points of each purse, for tests."""

from datetime import date, datetime

from cet_portal.core.actor import CLOCK
from registrants.services import add_specialty
from tests import builders
from tests.registrants.building import accept, offer


def with_points(
    surname: str, *, general: int, lens: int | None, earned: date, accepted: datetime, at, **changed
):
    """On the register, with one line of each purse; with `lens` a contact lens optician since 2001
    with so many such points."""
    profession = "OPTOMETRIST" if lens is None else "DISPENSING_OPTICIAN"
    found = builders.registrant(surname=surname, profession=profession, at=at, **changed)
    if lens is not None:
        add_specialty(
            registrant=found,
            specialty="CONTACT_LENS",
            start=date(2001, 1, 1),
            actor=CLOCK,
            at=at,
        )
    for number, (points, specialty) in enumerate(((general, ""), (lens or 0, "CONTACT_LENS")), 1):
        if points:
            line = offer(
                found, number, day=earned, total=points, interactive=0, specialty=specialty
            )
            accept(line, accepted)
    return found
