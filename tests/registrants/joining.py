"""Two people who are one, joined by staff or by themselves, for tests."""

from datetime import date

from cet_portal.core import clock
from registrants import services
from tests import builders
from tests.registrants.building import WINTER
from tests.registrants.opening import BORN

DAY = date(2027, 3, 4)


def join(kept, joined, actor=builders.MANAGER, at=WINTER):
    """Staff say that the two are one."""
    return services.join_people(kept=kept, joined=joined, actor=actor, at=at)


def join_own(person, number, born=BORN, at=None):
    """The person says their number."""
    return services.join_by_number(
        number=number,
        date_of_birth=born,
        email=person.user.email,
        actor=builders.actor_of(person.user, "registrant"),
        at=at or clock.now(),
    )
