"""Points that were accepted and turn out to be wrong: GOC staff decide about them."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from cet_portal.accounts.roles import Role
from cet_portal.core.permissions import Refused
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events.models import PointsCase
from sessions_events.rules.completing import Exact
from sessions_events.services import cases
from tests import builders

pytestmark = pytest.mark.django_db
WRONG = {"problem": "POINTS", "message": "I left before the interactive part."}


def own(person):
    return builders.actor_of(person.user, "registrant")


def staff():
    return builders.actor_of(builders.staff(Role.GOC_STAFF))


@pytest.fixture
def event(world):
    return world.declared()


@pytest.fixture
def entry(world, event, marsh):
    """Points of Marsh, accepted."""
    world.upload(event, (1, marsh.entries.get().number, "Marsh"))
    waiting = PointEntry.objects.get(registrant=marsh)
    return register_services.accept(entry=waiting, actor=own(marsh), at=world.at)


def ask(world, entry, person, **changed):
    values = {**WRONG, "actor": own(person), "at": world.at, **changed}
    return cases.open_about_accepted(entry=entry, **values)


def test_it_goes_to_staff_and_the_points_count_meanwhile(world, marsh, entry):
    case = ask(world, entry, marsh)
    assert (case.kind, case.status, case.entry) == ("QUERY", "OPEN_STAFF", entry)
    assert case.due_on is not None
    entry.refresh_from_db()
    assert entry.status == "ACCEPTED"


def test_pressed_twice_there_is_one_case_and_later_one_is_sent_to_it(world, marsh, entry):
    assert ask(world, entry, marsh) == ask(world, entry, marsh)
    with pytest.raises(Refused, match="is about this event and is still open"):
        ask(world, entry, marsh, problem="DATE")
    assert PointsCase.objects.count() == 1


def test_staff_write_the_right_line_and_it_waits_for_its_registrant(world, marsh, entry):
    case = ask(world, entry, marsh)
    exact = Exact(total=1, interactive=0, kind="GENERAL", day=entry.event_date)
    case = cases.correct(
        case=case, reason="You are right.", exact=exact, actor=staff(), at=world.at
    )
    assert case.status == "CORRECTED"
    entry.refresh_from_db()
    assert entry.status == "REVERSED"
    assert (case.entry.status, case.entry.total, case.entry.interactive) == ("PENDING", 1, 0)


def test_staff_refuse_and_the_line_stays_accepted(world, marsh, entry):
    case = cases.refuse(
        case=ask(world, entry, marsh), reason="The list says so.", actor=staff(), at=world.at
    )
    assert case.status == "REFUSED"
    entry.refresh_from_db()
    assert entry.status == "ACCEPTED"


def test_only_for_ones_own_accepted_points(world, event, marsh, entry):
    stranger = builders.registrant(surname="Fell")
    with pytest.raises(Refused, match="Only the registrant"):
        ask(world, entry, stranger)
    world.upload(event, (2, stranger.entries.get().number, "Fell"))
    waiting = PointEntry.objects.get(registrant=stranger)
    with pytest.raises(Refused, match="not accepted"):
        ask(world, waiting, stranger)


def visit(world, person, address, data=None):
    with time_machine.travel(world.at, tick=False):
        client = builders.client_for(person.user)
        if data is None:
            return client.get(address).content.decode()
        return client.post(address, data, follow=True).content.decode()


def test_the_way_there_from_the_line_and_from_missing_points(world, event, marsh, entry):
    address = reverse("sessions_events:case_accepted", args=[entry.pk])
    assert address in visit(world, marsh, reverse("compliance:line", args=[entry.pk]))
    missing = visit(world, marsh, reverse("sessions_events:case_open", args=[event.ev_number]))
    assert address in missing
    page = visit(world, marsh, address, {"problem": "POINTS", "message": " "})
    assert "Write what it should be" in page
    page = visit(world, marsh, address, WRONG)
    assert "is open. You read here" in page
    case = PointsCase.objects.get()
    page = visit(world, marsh, address)
    assert reverse("sessions_events:case", args=[case.pk]) in page


def test_a_line_of_somebody_else_is_not_there(world, marsh, entry):
    stranger = builders.client_for(builders.registrant(surname="Fell").user)
    address = reverse("sessions_events:case_accepted", args=[entry.pk])
    assert stranger.get(address).status_code == 404


def test_a_lapsed_line_says_until_when_the_record_can_be_disputed(world, event, marsh, entry):
    PointEntry.objects.filter(pk=entry.pk).update(status="LAPSED")
    line_page = reverse("compliance:line", args=[entry.pk])
    missing = visit(world, marsh, reverse("sessions_events:case_open", args=[event.ev_number]))
    assert line_page in missing
    assert "can no longer be accepted" in missing
    with time_machine.travel(date(entry.due_on.year + 1, 1, 2), tick=False):
        page = builders.client_for(marsh.user).get(line_page).content.decode()
    assert "dispute the record of this cycle until" in page
    assert "/statement/wrong/?cycle=" in page
    with time_machine.travel(date(entry.due_on.year + 2, 1, 2), tick=False):
        page = builders.client_for(marsh.user).get(line_page).content.decode()
    assert "could be disputed until" in page
