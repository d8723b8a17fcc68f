"""Staff look at a cycle and at reports: the menu in groups, charts with tables; axe looks on."""

import pytest

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from compliance import services
from tests import builders
from tests.browser.person import Person
from tests.builders import PASSWORD
from tests.registrants.building import accept, offer
from tests.sessions_events.building import World

pytestmark = pytest.mark.browser


@pytest.fixture
def daniel(person) -> Person:
    """A member of staff, an event that was delivered, and what the night counted."""
    today, now = clock.today(), clock.now()
    world = World()
    attended = builders.registrant(surname="Marsh")
    event = world.declare(world.event())
    world.upload(event, (1, attended.entries.get().number, "Marsh"))
    accept(offer(builders.registrant(), 1, day=today, total=36, at=now), at=now)
    services.count_at_night(actor=CLOCK, at=now)
    staff = builders.staff()
    someone = person("Daniel")
    someone.signs_in(staff.email, PASSWORD)
    return someone


def test_from_the_menu_to_the_cycle_and_the_reports(daniel):
    daniel.follows("End of cycle")
    daniel.sees("Who has met what, week by week, against the cycle before; a forecast.")
    daniel.follows("Cycle dashboard")
    daniel.sees("people in this cycle")
    daniel.sees("There is no forecast")

    daniel.follows("General points")
    daniel.sees("General points, week by week")
    daniel.page.get_by_text("The figures of every week").click()
    daniel.finds_no_barrier()
    daniel.chooses("Who", "Dispensing opticians, all")
    daniel.presses("Show")
    daniel.sees("Nobody of this group was on the register in the cycle.")

    daniel.opens("/reports/providers/")
    daniel.sees("Share on time")
    daniel.follows("Approvers")
    daniel.sees("Approvers in the cycle")
    daniel.opens("/reports/uptake/")
    daniel.sees("By region, all units")
    fits(daniel, "/cycles/", "/reports/providers/", "/reports/approvers/", "/reports/uptake/")


def fits(someone: Person, *paths: str) -> None:
    """On a phone no page is wider than the screen, and none has a barrier."""
    someone.page.set_viewport_size({"width": 375, "height": 800})
    for path in paths:
        someone.opens(path)
        assert someone.page.evaluate("document.documentElement.scrollWidth") <= 375, path
