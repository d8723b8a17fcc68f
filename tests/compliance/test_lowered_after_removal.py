"""A removal that was recorded before an exception lowered a figure: what was recorded stays, and
what counts now stands beside it."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from cet_portal.core.models import OutboxMessage
from compliance.models import Removal
from compliance.rules.lowering import Lowering, recorded_shortfalls
from tests import builders
from tests.compliance.cases import JANUARY, cycle, decide, sent
from tests.compliance.removing import remove
from tests.compliance.sealed import sealed
from tests.registrants.building import accept, offer
from tests.sessions_events.building import london

YEAR_ON_LEAVE = [(date(2026, 1, 1), date(2026, 12, 31))]
KEY = ("GENERAL_POINTS", "")
LATER = london(2028, 1, 20)
RECORDED = {
    "code": "GENERAL_POINTS",
    "specialty": "",
    "label": "General points",
    "required": 36,
    "obtained": 24,
    "explanation": "36 whole months make 36; 24 count.",
}


@pytest.fixture
def fell(db, time_machine):
    """Off the register since 6 January 2028 with 3 of 36 points; in February 25 are asked."""
    builders.reference()
    found = builders.registrant(surname="Fell", start=date(2015, 1, 1))
    line = offer(found, 1, day=date(2025, 3, 3), total=3, interactive=0, at=london(2025, 3, 5))
    accept(line, london(2025, 4, 1))
    run = sealed(cycle(), found, at=JANUARY)
    assert remove(run, found, at=JANUARY, of_day=date(2028, 1, 6)).moved == 1
    time_machine.move_to(london(2028, 2, 1), tick=False)
    return found


def lower(person) -> str:
    asked = sent(person, leave=YEAR_ON_LEAVE, at=LATER)
    decide(asked, "lower", lowered={KEY: 25}, at=LATER)
    return asked.reference


def seen(user, address, role) -> str:
    page = builders.client_for(user, role).get(address).content.decode()
    return " ".join(page.split())


def test_its_page_says_what_was_recorded_and_what_counts_now(fell):
    removal = Removal.objects.get()
    staff = builders.staff(Role.CET_MANAGER)
    address = f"/removals/made/{removal.pk}/"
    before = seen(staff, address, "staff")
    recorded = removal.shortfalls[0]["explanation"]

    number = lower(fell)

    after = seen(staff, address, "staff")
    assert "instead of" not in before
    for page in (before, after):
        assert recorded in page
    note = f"Decided since: {number}: 25 instead of 36. 22 are missing by the lowered figure."
    assert note in after
    removal.refresh_from_db()
    assert removal.shortfalls[0]["required"] == 36


def test_its_person_reads_the_figure_that_counts_now(fell):
    assert "General points 3 of 36" in seen(fell.user, "/statement/", "registrant")

    number = lower(fell)

    for address in ("/", "/statement/"):
        page = seen(fell.user, address, "registrant")
        assert f"General points 3 of 25 ({number}: 25 instead of 36)" in page
        assert "General points 3 of 36" not in page


def test_the_mail_stays_as_it_was_sent(fell):
    told = OutboxMessage.objects.filter(kind="removed_from_register", to=fell.user.email)
    before = told.get().body

    lower(fell)

    assert told.get().body == before


def test_who_has_enough_by_the_lowered_figure_is_said_so():
    (found,) = recorded_shortfalls([RECORDED], Lowering("EX-9", {KEY: 24}))

    assert (found.required, found.words, found.missing) == (24, "EX-9: 24 instead of 36", 0)
    assert found.is_since


def test_what_was_lowered_when_it_was_recorded_is_not_said_twice():
    recorded = {**RECORDED, "lowered": 25, "exception": "EX-9"}

    for lowering in (None, Lowering("EX-9", {KEY: 25})):
        (found,) = recorded_shortfalls([recorded], lowering)
        assert (found.required, found.words, found.missing) == (25, "EX-9: 25 instead of 36", 1)
        assert not found.is_since


def test_nothing_lowered_is_as_it_was_recorded():
    other = Lowering("EX-9", {("PEER_REVIEW", ""): 0})

    for lowering in (None, other):
        (found,) = recorded_shortfalls([RECORDED], lowering)
        assert (found.required, found.words, found.missing, found.is_since) == (36, "", 12, False)
