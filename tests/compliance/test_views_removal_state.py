"""The page of a removal says in one true sentence how it stands, and offers only what can be."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from compliance import services
from compliance.models import Removal
from tests import builders
from tests.compliance.cases import JANUARY, cycle, decide, manager, own, sent
from tests.compliance.removing import remove
from tests.compliance.removing import restore as came_back
from tests.compliance.sealed import sealed
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

DAY, SAID = date(2028, 3, 20), "Monday 20 March 2028"
OFF = f"The name is off the register from {SAID} on."


@pytest.fixture
def fell(time_machine):
    """Off the register from 20 March 2028 on."""
    builders.reference()
    someone = builders.registrant(surname="Fell", start=date(2015, 1, 1))
    remove(sealed(cycle(), someone, at=JANUARY), someone, at=JANUARY, of_day=DAY)
    time_machine.move_to(london(2028, 2, 1), tick=False)
    return someone


@pytest.fixture
def boss():
    return builders.staff(Role.CET_MANAGER)


def seen(account, address=None, role="staff"):
    """A page, by default the removal's; the session begins now."""
    removal = Removal.objects.first()
    client = builders.client_for(account, role)
    page = client.get(address or f"/removals/made/{removal.pk}/").content.decode()
    return " ".join(page.split())


def back(start, at):
    return came_back(Removal.objects.get(), start=start, at=at, number="")


def test_to_come_or_in_force(fell, boss, time_machine):
    assert OFF in seen(boss)
    time_machine.move_to(london(2028, 4, 1), tick=False)
    assert OFF in seen(boss)


def test_restored_as_if_there_had_been_none(fell, boss, time_machine):
    april = london(2028, 4, 1)
    time_machine.move_to(april, tick=False)
    back(DAY, april)
    page = seen(boss)
    assert f"Restored from {SAID} on: it is as if there had been no removal." in page
    assert OFF not in page


def test_restored_later(fell, boss, time_machine):
    april = london(2028, 4, 1)
    time_machine.move_to(april, tick=False)
    back(date(2028, 4, 10), april)
    assert f"from {SAID} on, and comes back on Monday 10 April 2028." in seen(boss)
    time_machine.move_to(london(2028, 4, 12), tick=False)
    page = seen(boss)
    words = f"The name was off the register from {SAID} on, and is back since Monday 10 April 2028."
    assert words in page
    assert OFF not in page


def test_taken_back_for_an_exception(fell, boss):
    asked = services.ask_exception(
        period=cycle(), ground="ILLNESS", words="x", actor=own(fell), at=london(2028, 2, 1)
    )
    page = seen(boss)
    why = "as if it had never been recorded: an exception was asked for."
    assert f"The removal from {SAID} on was taken back before it was in force, {why}" in page
    assert f'href="/exceptions/{asked.pk}/">{asked.reference}<' in page
    assert "Restored from" not in page
    clerk = seen(builders.staff())
    assert asked.reference in clerk
    assert f'href="/exceptions/{asked.pk}/"' not in clerk
    words = f"the removal from the register from {SAID} on is taken back"
    assert words in seen(fell.user, f"/exceptions/{asked.pk}/", "registrant")


def test_taken_back_for_a_dispute(fell, boss):
    dispute = services.lodge(period=cycle(), words="Wrong.", actor=own(fell), at=london(2028, 2, 1))
    page = seen(boss)
    assert "as if it had never been recorded: the record was disputed." in page
    assert f'href="/disputes/{dispute.pk}/">{dispute.reference}<' in page
    words = f"the removal from the register from {SAID} on is taken back"
    assert words in seen(boss, f"/disputes/{dispute.pk}/")


def test_what_nobody_may_take_back_is_not_offered(fell, boss, time_machine):
    april = london(2028, 4, 1)
    time_machine.move_to(april, tick=False)
    back(DAY, april)
    offered = "restoration/take-back/"
    assert offered in seen(boss)
    decide(sent(fell))
    page = seen(boss)
    assert offered not in page
    assert "The restoration cannot be taken back. Their exception is granted" in page


def test_an_empty_list_that_is_narrowed_does_not_say_that_nobody_was_removed(fell, boss):
    page = seen(boss, "/removals/made/?status=undo")
    assert "No removal is in this list." in page
    assert "One appears here when an exception is granted" in page
    assert "Nobody was taken off" not in page


def test_a_correction_says_why_beside_why_it_was_restored(fell, boss, time_machine):
    april = london(2028, 4, 1)
    time_machine.move_to(april, tick=False)
    back(date(2028, 4, 10), april)
    assert "Why it was corrected" not in seen(boss)
    services.correct_restoration(
        removal=Removal.objects.get(),
        start=date(2028, 4, 11),
        reason="The day was wrong.",
        actor=manager(),
        at=april,
    )
    page = seen(boss)
    said = '</h2><p class="govuk-body mycet-said">'
    assert f"Why it was restored{said}A mistake.</p>" in page
    assert f"Why it was corrected{said}The day was wrong.</p>" in page
