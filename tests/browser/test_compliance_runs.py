"""End-of-cycle runs in a browser: a rehearsal, a real run with two people, who changed."""

import pytest

from compliance.models import ComplianceRun
from tests.browser.person import Person
from tests.builders import PASSWORD, staff
from tests.compliance import running as world

pytestmark = pytest.mark.browser

CYCLE = "2022 to 2024"


@pytest.fixture
def keeper(person):
    """Makes members of staff, signed in."""

    def signed_in(name: str) -> Person:
        someone = person(name)
        someone.account = staff(name=name)
        someone.signs_in(someone.account.email, PASSWORD)
        return someone

    return signed_in


def starts(keeper: Person, kind: str) -> None:
    """A run of a cycle that is over, up to its last day."""
    keeper.opens("/runs/")
    keeper.follows("New run")
    keeper.page.get_by_label("Cycle", exact=True).select_option(label=CYCLE)
    keeper.page.get_by_label(kind, exact=True).check()
    for part in ("Day", "Month", "Year"):
        keeper.page.get_by_label(part, exact=True).fill("")
    keeper.page.get_by_label("Judge everybody else, and list them apart").check()
    keeper.presses("Start the run")


def test_a_rehearsal_then_a_real_run_by_two_people_and_who_changed(keeper):
    world.fill(12)
    ines, otto = keeper("Ines"), keeper("Otto")

    ines.opens("/runs/new/")
    ines.finds_no_barrier()
    starts(ines, "Rehearsal")
    ines.page.get_by_text("Digest over everything in it:").wait_for()
    ines.finds_no_barrier()
    ines.page.locator("tbody a").first.click()
    ines.sees("What was judged, as it is kept")
    ines.finds_no_barrier()

    starts(ines, "Real run")
    ines.sees("Somebody else has to look at this run")
    ines.finds_no_barrier()
    number = ComplianceRun.objects.get(kind="REAL").number
    otto.opens(f"/runs/{number}/")
    otto.presses("Confirm and run")
    otto.page.get_by_text("Digest over everything in it:").wait_for()
    otto.page.get_by_role("link", name="Rehearsal up to").click()
    otto.sees("Nobody changed.")
    otto.finds_no_barrier()
    otto.opens("/runs/")
    otto.sees("Sealed")
    otto.finds_no_barrier()
