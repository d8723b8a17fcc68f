"""The end of a cycle: staff look at letters and have them written, a registrant reads theirs."""

import pytest

from tests.browser.person import Person
from tests.builders import PASSWORD, registrant, staff
from tests.compliance.chosen_results import CYCLE, met, requirement, sealed_run, short

pytestmark = pytest.mark.browser


@pytest.fixture
def daniel(person) -> Person:
    """A member of staff, signed in."""
    someone = person("Daniel")
    someone.signs_in(staff(name="Daniel Osei").email, PASSWORD)
    someone.sees_not("Sign in to MyCET")
    return someone


def test_letters_are_looked_at_written_read_and_printed(daniel, person):
    ada = registrant(surname="Marsh")
    units = requirement("COMPETENCY_UNITS", 8, 7, explanation="Missing: O7.")
    sealed_run(short(ada, 30, units), short(registrant(account=False)), met(registrant()))

    daniel.opens(f"/cycles/{CYCLE}/end/")
    daniel.page.locator("#SHORTFALL summary").click()
    daniel.sees("14 January 2025, in the year after the cycle’s end on 31 December 2024.")
    daniel.page.locator("#SHORTFALL").get_by_role("link", name="Look at the letters").click()
    daniel.sees("General points: 30 of 36")
    daniel.finds_no_barrier()
    daniel.presses("Write 2 letters")
    daniel.waits_for("Letters for the post")
    daniel.presses("Make the PDF for the post")
    download = daniel.page.get_by_role("link", name="Download the letters for the post (PDF)")
    download.wait_for(timeout=30_000)
    with daniel.page.expect_download() as made:
        download.click()
    assert made.value.suggested_filename == f"letters-shortfall-{CYCLE}.pdf"
    daniel.finds_no_barrier()

    reader = person("Ada", phone=True)
    reader.signs_in(ada.user.email, PASSWORD)
    reader.opens("/letters/")
    reader.follows(f"CET {CYCLE}: you have a shortfall")
    reader.sees("Competency units: 7 of 8. How this is worked out: Missing: O7 Contact lenses.")
    with reader.page.expect_download() as saved:
        reader.page.get_by_role("link", name="This letter as PDF").click()
    assert saved.value.suggested_filename.startswith("L-")
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 375


def test_without_letters_everybody_sees_what_will_be_there(daniel, person):
    daniel.opens(f"/cycles/{CYCLE}/end/letters/SHORTFALL/")
    daniel.sees("There is no sealed run yet")

    reader = person("Bea", phone=True)
    reader.signs_in(registrant(surname="Reed").user.email, PASSWORD)
    reader.opens("/letters/")
    reader.sees("Nobody has written to you yet.")
