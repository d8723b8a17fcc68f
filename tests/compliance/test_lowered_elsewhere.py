"""The API and the record that people print and show ask what the statement asks."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import builders
from tests.compliance.cases import decide, sent
from tests.compliance.machines import Machine
from tests.compliance.shared import link_for
from tests.registrants.building import accept, offer, offer_all
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

YEAR_ON_LEAVE = [(date(2026, 1, 1), date(2026, 12, 31))]
CYCLE, RECORD = "2025-2027", "/statement/record/"


@pytest.fixture
def fell(time_machine):
    """Three points of 36, and an exception that asks 25."""
    builders.reference()
    found = builders.registrant(surname="Fell", start=date(2015, 1, 1))
    accept(
        offer(found, 1, day=date(2025, 3, 3), total=3, interactive=0, at=london(2025, 3, 5)),
        london(2025, 4, 1),
    )
    found.asked = sent(found, leave=YEAR_ON_LEAVE)
    time_machine.move_to(london(2028, 2, 1), tick=False)
    return found


def lower(person) -> str:
    """Decided; the sentence that says so."""
    decide(person.asked, "lower", lowered={("GENERAL_POINTS", ""): 25})
    return f"{person.asked.reference}: 25 instead of 36."


def statement(person) -> dict:
    own = Machine(builders.actor_of(person.user, "registrant"))
    goc = Machine(builders.actor_of(builders.staff()))
    number = person.entries.get().number
    found = own.read(f"/api/v1/statement/{CYCLE}/")
    assert goc.read(f"/api/v1/people/{number}/statement/{CYCLE}/") == found
    return found


def general(found: dict) -> dict:
    return next(each for each in found["requirements"] if each["code"] == "GENERAL_POINTS")


def seen(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_api_asks_the_lowered_figure_and_says_whence(fell):
    before = general(statement(fell))
    words = lower(fell)

    after = general(statement(fell))

    assert (before["required"], before["shortfall"]) == (36, 33)
    assert (after["required"], after["obtained"], after["shortfall"]) == (25, 3, 22)
    assert after["explanation"] == f"{before['explanation']} {words} So 22 are missing."
    assert (after["met"], statement(fell)["met"], statement(fell)["standing"]) == (
        False,
        False,
        "not-met",
    )


def test_whoever_has_all_that_is_asked_of_them_has_met_it(time_machine):
    builders.reference()
    lens = builders.registrant(profession="DISPENSING_OPTICIAN", start=date(2015, 1, 1))
    line = offer_all(lens, total=25, day=date(2025, 3, 3), at=london(2025, 3, 5))
    accept(line, london(2025, 4, 1))
    lens.asked = sent(lens, leave=YEAR_ON_LEAVE)
    time_machine.move_to(london(2028, 2, 1), tick=False)
    before = statement(lens)

    lower(lens)

    after = statement(lens)
    assert (before["met"], before["standing"]) == (False, "not-met")
    assert (after["met"], after["standing"]) == (True, "met")
    assert general(after)["explanation"].endswith("25 instead of 36. So nothing is missing.")


def test_the_record_as_page_and_link_asks_the_same(fell):
    words = lower(fell)
    own = builders.client_for(fell.user, "registrant")

    page = seen(own.get(f"{RECORD}?cycles={CYCLE}&parts=REQUIREMENTS"))
    link = link_for(fell, parts=["REQUIREMENTS"], expires=date(2028, 3, 1))
    shared = seen(builders.client_for(builders.person()).get(link))

    for text in (page, shared):
        assert words in text
        assert 'data-label="Required">25</td>' in text
        assert 'data-label="Required">36</td>' not in text


def test_other_cycles_keep_their_figures(fell):
    lower(fell)
    own = builders.client_for(fell.user, "registrant")

    assert "instead of" not in seen(own.get(f"{RECORD}?cycles=2022-2024&parts=REQUIREMENTS"))


def test_the_record_asks_once_for_all_cycles(fell):
    own = builders.client_for(fell.user, "registrant")
    lower(fell)

    def count(cycles):
        chosen = "&".join(f"cycles={each}" for each in cycles)
        own.get(f"{RECORD}?{chosen}&parts=REQUIREMENTS")
        with CaptureQueriesContext(connection) as captured:
            own.get(f"{RECORD}?{chosen}&parts=REQUIREMENTS")
        return len(captured)

    assert count([CYCLE]) == count([CYCLE, "2022-2024", "2019-2021"])


def test_whoever_shows_the_record_is_told_that_it_says_so(fell):
    own = builders.client_for(fell.user, "registrant")

    assert "An exception that lowered a figure is named" in seen(own.get("/statement/links/new/"))
