"""The statement says when a line was accepted, and in which way."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse

from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import LONDON
from registrants import services
from registrants.models import PointEntry
from tests import builders
from tests.registrants.building import NEW_YEAR, WINTER, accept, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return builders.registrant()


def look(owner, address):
    with time_machine.travel(WINTER, tick=False):
        return builders.client_for(owner.user).get(address).content.decode()


def line_page(owner, line):
    return look(owner, reverse("compliance:line", args=[line.pk]))


def test_accepted_by_oneself_on_a_day_of_london(owner):
    line = accept(offer(owner), at=datetime(2027, 6, 1, 0, 30, tzinfo=LONDON))
    page = line_page(owner, line)
    assert "On 1 June 2027 by you" in page
    assert "Last day to accept" not in page


def test_accepted_by_the_standing_instruction(owner):
    actor, marked = builders.actor_of(owner.user), datetime(2027, 3, 4, 9, tzinfo=LONDON)
    services.give_instruction(actor=actor, at=marked)
    services.mark_event(event_reference="EV-80001", kind="BOOKED", actor=actor, at=marked)
    line = offer(owner)
    at = datetime(2027, 3, 11, 0, 13, tzinfo=LONDON)
    services.accept_by_instruction(entry=line, actor=CLOCK, at=at)
    assert "On 11 March 2027 by your standing instruction" in line_page(owner, line)
    assert "Accepted on 11 March 2027 by your standing instruction" in look(owner, "/statement/")


def test_accepted_by_staff_on_a_letter(owner):
    line, staff = offer(owner), builders.actor_of(builders.staff())
    request = services.record_request(
        registrant=owner, way="LETTER", received_on=date(2027, 11, 3), words="All.",
        actor=staff, at=WINTER,
    )  # fmt: skip
    services.accept_for(request=request, lines=[line.pk], actor=staff, at=WINTER)
    page = line_page(owner, line)
    assert "On 15 November 2027 by GOC staff, as you asked" in page
    assert "Accepted by GOC staff on your letter of 3 November 2027." in page


def test_settled_by_staff_after_the_cycle(owner):
    line = offer(owner, at=NEW_YEAR)
    staff = builders.actor_of(builders.staff())
    lines = PointEntry.objects.filter(pk=line.pk)
    services.settle_late(lines=lines, reason="Came late.", actor=staff, at=NEW_YEAR)
    assert "On 1 January 2028 by GOC staff, who decided after" in line_page(owner, line)


def test_what_waits_says_until_when_it_can_be_accepted(owner):
    page = line_page(owner, offer(owner))
    assert "Last day to accept" in page
    assert ">Accepted<" not in page
