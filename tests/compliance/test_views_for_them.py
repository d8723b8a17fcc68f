"""What pages offer staff who file an exception for somebody, and what they say."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from tests import builders
from tests.compliance.cases import JANUARY, asked
from tests.compliance.for_them import asked_for, seen, wrote
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


@pytest.fixture
def marsh(time_machine):
    builders.reference()
    time_machine.move_to(JANUARY, tick=False)
    return builders.registrant(surname="Marsh", account=False)


def test_a_manager_reads_that_it_is_not_to_be_decided_yet_or_never_by_them(marsh):
    ruth, kim = builders.staff(Role.CET_MANAGER), builders.staff(Role.CET_MANAGER)
    request = asked_for(marsh, ruth)
    address = f"/exceptions/{request.pk}/decide/"
    assert "Another CET manager decides it" in seen(builders.client_for(ruth), address)
    page = seen(builders.client_for(kim), address)
    assert "Not yet: the registrant can add evidence until 2 February 2028" in page
    assert "not possible any more" not in page


def test_the_page_says_when_one_could_be_asked_for(marsh, time_machine):
    dan = builders.staff()
    time_machine.move_to(london(2026, 11, 22), tick=False)
    on = wrote(marsh, dan, date(2026, 11, 20), at=london(2026, 11, 22))
    page = seen(builders.client_for(dan), f"/register/requests/{on.pk}/exceptions/")
    assert "For 2022-2024 from 1 January 2025 to 28 February 2025" in page
    assert "For 2025-2027 from 1 January 2028 to 28 February 2028" in page


def test_the_list_says_who_reads(marsh):
    asked(builders.registrant())
    boss = builders.client_for(builders.staff(Role.CET_MANAGER))
    page = seen(boss, "/exceptions/")
    assert "Nobody else of staff reads them but whoever filed one for somebody" in page
