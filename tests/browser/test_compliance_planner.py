"""Planning on a phone: what is missing, which events near me close it; axe looks on."""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from registrants import services
from tests.browser.person import Person
from tests.builders import PASSWORD, actor_of, registrant
from tests.registrants.building import accept, offer
from tests.sessions_events.building import World

pytestmark = pytest.mark.browser
UNITS = tuple(f"O{unit}" for unit in range(1, 9))


@pytest.fixture
def ada(person) -> Person:
    """An optometrist on a phone who is four general points short, and two events in Leeds."""
    owner = registrant(surname="Marsh")
    today, now = clock.today(), clock.now()
    line = offer(
        owner, 1, day=today, total=32, interactive=32, units=UNITS, peer_review=True, at=now
    )
    services.write_reflection(entry=line, text="Learned.", actor=actor_of(owner.user), at=now)
    accept(line, at=now)
    World(title="Dry eye in practice").event(today + timedelta(days=5))
    World(title="Red eye at the counter").event(today + timedelta(days=7))
    someone = person("Ada", phone=True)
    someone.signs_in(owner.user.email, PASSWORD)
    someone.sees_not("Sign in to MyCET")
    return someone


def test_two_events_near_me_close_the_gap(ada):
    ada.opens("/statement/")
    ada.follows("Planner")
    ada.sees("Still missing: 4 general points.")
    fits_the_phone(ada)

    ada.types("Near which place?", "Bradford")
    ada.chooses("Within", "25 miles")
    ada.presses("Look there")
    ada.sees("2 events close every gap. Fewer cannot.")
    ada.sees("miles from Bradford")
    ada.follows("Put both events on the plan")
    ada.sees("With this plan you meet every requirement of the cycle.")
    fits_the_phone(ada)

    ada.types("Name of the plan", "Two evenings")
    ada.presses("Save this plan")
    ada.sees("Saved as “Two evenings”.")

    ada.page.get_by_text("A specialty, a career break, or leaving the register").click()
    ada.types("Your last day on the register", "31 February 2027")
    ada.presses("Work out my plan")
    ada.sees("There is a problem")
    fits_the_phone(ada)

    ada.opens("/planner/")
    ada.follows("Two evenings")
    ada.sees("With this plan you meet every requirement of the cycle.")
    ada.presses("Remove Two evenings")
    ada.sees("“Two evenings” is removed.")


def fits_the_phone(someone: Person) -> None:
    """Nothing is wider than the screen."""
    script = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert someone.page.evaluate(script)
