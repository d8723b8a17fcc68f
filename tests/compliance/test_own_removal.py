"""A removal that is recorded for a day to come is seen by its person, with what they can do."""

from datetime import date

import pytest

from cet_portal.core.models import OutboxMessage
from compliance.models import Removal
from tests import builders
from tests.compliance.cases import JANUARY, cycle, decide, sent
from tests.compliance.removing import remove
from tests.compliance.sealed import sealed
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


@pytest.fixture
def fell(time_machine):
    """Somebody who is to leave the register on 20 March 2028."""
    builders.reference()
    someone = builders.registrant(surname="Fell", start=date(2015, 1, 1))
    run = sealed(cycle(), someone, at=JANUARY)
    day = date(2028, 3, 20)
    assert remove(run, someone, at=JANUARY, of_day=day, reason="0 of 36.").moved == 1
    time_machine.move_to(JANUARY, tick=False)
    return someone


def look(person, address):
    page = builders.client_for(person.user, "registrant").get(address).content.decode()
    return " ".join(page.split())


@pytest.mark.parametrize("address", ["/", "/statement/", "/statement/?cycle=2025-2027"])
def test_it_is_seen_with_its_day_its_reason_and_what_can_be_done(fell, address):
    page = look(fell, address)
    assert "You leave the register on Monday 20 March 2028" in page
    assert "0 of 36." in page
    assert "Ask for an exception" in page
    assert "Dispute the record" in page
    assert "until 11:59pm on Monday 28 February 2028" in page
    assert "takes the removal back until it is decided" in page


@pytest.mark.parametrize("address", ["/", "/statement/"])
def test_when_the_days_are_past_only_the_restoration_is_offered(fell, address, time_machine):
    time_machine.move_to(london(2028, 3, 2), tick=False)
    page = look(fell, address)
    assert "You leave the register on Monday 20 March 2028" in page
    assert "takes the removal back" not in page
    assert "/restoration/" in page


def test_in_force_it_says_since_when(fell, time_machine):
    time_machine.move_to(london(2028, 3, 21), tick=False)
    assert "You have been off the register since Monday 20 March 2028" in look(fell, "/statement/")


@pytest.fixture
def early(time_machine):
    """Somebody who is to leave a month before the last day to dispute, on 28 January 2028."""
    builders.reference()
    someone = builders.registrant(surname="Gill", start=date(2015, 1, 1))
    run = sealed(cycle(), someone, at=JANUARY)
    remove(run, someone, at=JANUARY, of_day=date(2028, 1, 28), reason="0 of 36.")
    time_machine.move_to(JANUARY, tick=False)
    return someone


ENOUGH_UNTIL_THEN = (
    "A request for an exception or a dispute that you send before Friday 28 January 2028 takes the "
    "removal back until it is decided. One that you send from that day on does not stop it."
)
IN_FORCE = (
    "The removal is in force, and what you send now does not stop it. If the record is changed or "
    "an exception is granted, the CET manager decides whether it is undone."
)


@pytest.mark.parametrize("address", ["/", "/statement/"])
def test_a_removal_before_the_last_day_is_stopped_only_until_its_own_day(
    early, address, time_machine
):
    time_machine.move_to(london(2028, 1, 27, 23), tick=False)
    page = look(early, address)
    assert "until 11:59pm on Monday 28 February 2028" in page
    assert ENOUGH_UNTIL_THEN in page
    assert "Either of the two" not in page


@pytest.mark.parametrize("address", ["/", "/statement/?cycle=2025-2027"])
def test_once_it_is_in_force_it_says_that_nothing_sent_stops_it(early, address, time_machine):
    time_machine.move_to(london(2028, 1, 28), tick=False)
    page = look(early, address)
    assert "Ask for an exception" in page
    assert IN_FORCE in page
    assert "takes the removal back" not in page


@pytest.mark.parametrize("address", ["/", "/statement/"])
@pytest.mark.parametrize("day", [6, 31])
def test_how_the_cycle_ended_offers_nothing_a_second_time(early, address, day, time_machine):
    time_machine.move_to(london(2028, 1, day), tick=False)
    page = look(early, address)
    assert "Your last cycle ended with something missing" in page
    assert "Is it wrong? You can dispute it" not in page
    assert "Could you not meet them" not in page


def test_in_force_with_every_day_past_there_is_nothing_to_send(early, time_machine):
    time_machine.move_to(london(2028, 2, 29), tick=False)
    assert "what you send now" not in look(early, "/")


def test_the_mail_says_the_same_as_the_page(early):
    told = OutboxMessage.objects.get(kind="removed_from_register", to=early.user.email).body
    assert ENOUGH_UNTIL_THEN in " ".join(told.split())


def test_the_mail_has_the_names_of_the_units_that_are_missing(early):
    told = OutboxMessage.objects.get(kind="removed_from_register", to=early.user.email).body
    assert "missing: O1 Communication, O2 Standards of practice, O3 Visual function" in told


def test_the_mail_about_a_removal_of_this_day_says_that_nothing_stops_it(time_machine):
    builders.reference()
    time_machine.move_to(JANUARY, tick=False)
    someone = builders.registrant(start=date(2015, 1, 1))
    remove(sealed(cycle(), someone, at=JANUARY), someone, at=JANUARY, of_day=JANUARY.date())
    told = OutboxMessage.objects.get(kind="removed_from_register", to=someone.user.email).body
    assert IN_FORCE in " ".join(told.split())


def test_restored_it_is_gone(fell):
    Removal.objects.update(status="RESTORED", restored_because="x")
    assert "You leave the register" not in look(fell, "/statement/")


def test_the_mail_says_what_can_be_done(fell):
    told = OutboxMessage.objects.get(kind="removed_from_register", to=fell.user.email).body
    assert "ask for an exception until 11:59pm on Monday 28 February 2028" in told
    assert "dispute it until 11:59pm on Monday 28 February 2028" in told
    assert "takes the removal back until it is decided" in " ".join(told.split())
    assert "/exceptions/new/?cycle=2025-2027" in told
    assert "/statement/wrong/?cycle=2025-2027" in told


def test_after_a_refused_exception_one_can_ask_once_more(time_machine):
    builders.reference()
    time_machine.move_to(JANUARY, tick=False)
    someone = builders.registrant(start=date(2015, 1, 1))
    request = decide(sent(someone), "refuse")
    address = f"/exceptions/{request.pk}/"
    words = "you can ask once more until 11:59pm on Monday 28 February 2028"
    assert words in look(someone, address)
    time_machine.move_to(london(2028, 2, 29), tick=False)
    assert words not in look(someone, address)
