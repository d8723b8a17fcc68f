"""Requirements on a phone: what is missing, why, and the way back to the register; axe looks on."""

from datetime import date, datetime

import pytest

from cet_portal.core import clock
from cet_portal.core.clock import LONDON
from tests import builders
from tests.browser.person import Person
from tests.builders import PASSWORD, registrant
from tests.registrants.building import accept, offer

pytestmark = pytest.mark.browser


def signed_in(person, owner) -> Person:
    someone = person("Ada", phone=True)
    someone.signs_in(owner.user.email, PASSWORD)
    someone.sees_not("Sign in to MyCET")
    return someone


def test_a_registrant_reads_what_is_missing_and_why(person):
    owner = registrant(surname="Marsh")
    today, now = clock.today(), clock.now()
    accept(offer(owner, 1, day=today, total=4, interactive=4, at=now), at=now)
    offer(owner, 2, day=today, total=2, interactive=2, at=now, units=("O2",))
    accept(offer(owner, 3, day=today, total=3, at=now, peer_review=True), at=now)
    ada = signed_in(person, owner)
    ada.opens("/statement/")
    ada.sees("Still missing:")
    ada.sees("You have accepted a peer review; write its reflection statement by")
    ada.sees("Accepting what waits for you adds 2")
    ada.page.get_by_role("link", name="Interactive points", exact=True).first.click()
    ada.page.locator("#interactive-points summary").click()
    ada.sees("Half of 36 whole months on the register (January 2025 to December 2027): 18.")
    ada.finds_no_barrier()
    fits_the_phone(ada)

    ada.page.locator("#competency-units").get_by_role("link", name="Competency units").first.click()
    ada.sees("What counts towards it")
    ada.sees("O2 Standards of practice")
    ada.sees("Counts when you accept it")
    ada.finds_no_barrier()
    fits_the_phone(ada)

    ada.opens("/statement/requirements/peer-review/")
    ada.sees("Counts when you write its reflection statement")
    ada.finds_no_barrier()
    fits_the_phone(ada)
    ada.follows("Subject 3")
    ada.sees("EV-80003")


def test_somebody_who_left_sees_the_way_back_and_staff_the_same(person):
    owner = registrant(surname="Vane")
    owner.entries.update(end=date(clock.today().year - 1, 1, 31))
    ada = signed_in(person, owner)
    ada.opens("/statement/")
    ada.follows("Back on the register")
    ada.sees("0 of 12 points obtained")
    ada.sees("Once back on the register")
    fits_the_phone(ada)

    staff = builders.staff()
    daniel = person("Daniel")
    daniel.signs_in(staff.email, PASSWORD)
    daniel.opens(f"/register/people/{owner.pk}/")
    daniel.follows("What a restoration needs")
    daniel.types_day("Day on which the GOC receives your application", date(2005, 1, 1))
    daniel.presses("Check")
    daniel.sees("There is no cycle on that day")


def test_a_visitor_asks_what_a_joiner_needs(person):
    visitor = person("Visitor", phone=True)
    visitor.opens("/joining/")
    visitor.presses("Show what is required")
    visitor.sees("Choose the register that you join")
    visitor.picks("Optometrist")
    visitor.types_day("Day on which you join", clock.today())
    visitor.presses("Show what is required")
    visitor.sees("What the cycle asks")
    fits_the_phone(visitor)


def test_the_lines_of_a_record_fit_the_narrowest_phone(person):
    owner = registrant(surname="Marsh")
    day = date(2024, 5, 4)
    then = datetime(2024, 6, 1, 12, tzinfo=LONDON)
    accept(offer(owner, 1, day=day, total=1, interactive=0, at=then), at=then)
    ada = signed_in(person, owner)
    ada.page.set_viewport_size({"width": 320, "height": 640})
    ada.opens("/statement/?cycle=2022-2024")
    ada.sees("not interactive")
    fits_the_phone(ada)


def fits_the_phone(someone: Person) -> None:
    """Nothing is wider than the screen."""
    script = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert someone.page.evaluate(script)
