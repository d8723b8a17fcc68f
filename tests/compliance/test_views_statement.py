"""The statement page: ticking, choosing, long lists, every cycle and number, one line."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse

from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import LONDON
from registrants import services
from registrants.enums import DeclineReason, QueryProblem
from registrants.models import PointEntry
from tests import builders
from tests.registrants.building import (
    LAST_SECOND,
    NEW_YEAR,
    WINTER,
    accept,
    offer,
    offer_all,
)

pytestmark = pytest.mark.django_db
PAGE = "/statement/"


@pytest.fixture
def owner():
    return builders.registrant()


@pytest.fixture
def actor(owner):
    return builders.actor_of(owner.user)


def words(page: str) -> str:
    return " ".join(page.split())


def look(user, address=PAGE, at=WINTER, **query):
    with time_machine.travel(at, tick=False):
        return builders.client_for(user).get(address, query).content.decode()


def press(user, address, data=None, at=WINTER):
    with time_machine.travel(at, tick=False):
        return builders.client_for(user).post(address, data or {}, follow=True)


def test_some_are_ticked_and_accepted_in_one_request(owner):
    lines = [offer(owner, number, total=number) for number in (1, 2, 3)]
    data = {"what": "ticked", "line": [str(lines[0].pk), str(lines[2].pk), "x", "9" * 30]}
    response = press(owner.user, "/statement/accept/", data)
    assert "4 points accepted." in response.content.decode()
    assert owner.points.get(status="PENDING").pk == lines[1].pk
    assert (
        "Tick what you want"
        in press(owner.user, "/statement/accept/", {"what": "ticked"}).content.decode()
    )


def test_what_the_ticked_ones_would_do(owner):
    accept(offer(owner, 1, total=30))
    ticked = offer(owner, 2, total=4)
    offer(owner, 3, total=1)
    response = press(owner.user, "/statement/work-out/", {"line": str(ticked.pk)})
    page = response.content.decode()
    assert "1 event ticked, 4 points." in page
    assert "With these you will have <strong>34 of 36</strong> general points;" in words(page)
    assert f'value="{ticked.pk}" id="line-{ticked.pk}" checked' in page
    said = look(owner.user, "/statement/ticked/", ticked=str(ticked.pk))
    assert "<strong>34 of 36</strong>" in said
    assert "<html" not in said
    assert "tick some of them" in look(owner.user, "/statement/ticked/", ticked="nonsense")


def test_a_specialist_point_may_be_general_with_the_effect_of_each(owner):
    accept(offer(owner, 1, total=30))
    lens = offer(owner, 2, total=3, specialty="CONTACT_LENS")
    offer(owner, 3, total=1)
    page = look(owner.user)
    assert "Choose below how to count: “Subject 2”." in page
    assert "It adds nothing." in page
    assert "As a specialist point it does not count: for a specialty not held on" in page
    assert "General points: 30 becomes 33 of 36." in page
    press(owner.user, "/statement/accept/", {"what": "all", f"as_{lens.pk}": "general"})
    page = look(owner.user)
    assert "34 of 36 points obtained" in page
    assert "accepted as general" in page


def test_the_page_of_one_line_has_both_buttons(owner):
    lens = offer(owner, specialty="CONTACT_LENS")
    page = look(owner.user, reverse("compliance:line", args=[lens.pk]))
    assert "Accept as specialist" in page
    assert "General points: 0 becomes 3 of 36." in page
    address = reverse("registrants:accept", args=[lens.pk])
    press(owner.user, address, {f"as_{lens.pk}": "general"})
    lens.refresh_from_db()
    assert (lens.status, lens.accepted_as) == ("ACCEPTED", "GENERAL")


def test_queried_and_declined_lines_say_what_was_said(owner, actor):
    queried, declined = offer(owner, 1), offer(owner, 2)
    services.query_line(
        entry=queried,
        problem=QueryProblem.DATE,
        message="<b>the 5th</b>",
        actor=actor,
        at=WINTER,
    )
    services.decline_lines(
        lines=[declined.pk], because=DeclineReason.NOT_ME, actor=actor, at=WINTER
    )
    page = look(owner.user)
    assert "You say this is wrong: the date." in page
    assert "You declined it." in page
    assert "“I was not there”" in page
    line = look(owner.user, reverse("compliance:line", args=[queried.pk]))
    assert "&lt;b&gt;the 5th&lt;/b&gt;" in line
    assert "Take your question back" in line


def test_a_long_list_comes_in_pages_and_is_accepted_in_one_request(owner):
    PointEntry.objects.bulk_create(like(offer(owner), 120))
    page = look(owner.user)
    assert "Below are 1 to 25 of 121 events." in page
    assert "Accept all 363 points" in page
    assert page.count('class="mycet-pending__line"') == 25
    assert look(owner.user, page="5").count('class="mycet-pending__line"') == 21
    assert (
        "363 points accepted."
        in press(owner.user, "/statement/accept/", {"what": "all"}).content.decode()
    )


def test_a_long_record_comes_in_pages_too(owner):
    PointEntry.objects.bulk_create(like(accept(offer(owner)), 250))
    assert "1 to 50 of 251 events." in look(owner.user)
    assert look(owner.user, record="6").count('class="mycet-ledger__line"') == 1
    assert "753 points accepted" in look(owner.user, record="2")


def like(line: PointEntry, number: int) -> list[PointEntry]:
    """So many more lines of the same kind."""
    fields = {
        field.attname: getattr(line, field.attname)
        for field in PointEntry._meta.concrete_fields
        if field.name not in {"id", "event_reference"}
    }
    return [PointEntry(**fields, event_reference=f"EV-{90_000 + place}") for place in range(number)]


def test_lines_under_an_earlier_number_stay_readable(owner):
    line = offer(owner, under="01-00123")
    page = look(owner.user)
    assert "under 01-00123" in page
    accept(line)
    assert "Does not count: under an earlier registration number" in look(owner.user)


def test_lines_from_before_the_register_and_the_cycles_have_their_place():
    owner = builders.registrant(start=date(2026, 1, 1))
    offer(owner, 1, day=date(2020, 3, 4), under="U-10001")
    old = offer(owner, 2, day=date(2006, 3, 4))
    PointEntry.objects.filter(pk=old.pk).update(
        event_date=date(2005, 3, 4), due_on=date(2005, 6, 30), status="ACCEPTED"
    )
    page = look(owner.user)
    for name in ("2019-2021", "earlier"):
        assert f'href="/statement/?cycle={name}"' in page
    assert "under U-10001" in look(owner.user, cycle="2019-2021")
    earlier = look(owner.user, cycle="earlier")
    assert "Your CET before the first cycle" in earlier
    assert "Subject 2" in earlier
    assert "Subject 2" in look(owner.user, reverse("compliance:line", args=[old.pk]))


def test_peer_review_counts_once_its_reflection_is_written(owner, actor):
    line = accept(offer(owner, peer_review=True, total=3))
    page = look(owner.user)
    assert "peer review without a reflection statement" in page
    assert "0 of 36 points obtained" in page
    services.write_reflection(entry=line, text="We now ask.", actor=actor, at=LAST_SECOND)
    page = look(owner.user)
    assert "3 of 36 points obtained" in page
    assert "with your notes" in page


def test_a_reflection_after_the_cycle_comes_too_late(owner, actor):
    line = accept(offer(owner, peer_review=True))
    services.write_reflection(entry=line, text="Late.", actor=actor, at=NEW_YEAR)
    assert "0 of 36" in look(owner.user, at=NEW_YEAR, cycle="2025-2027")
    page = look(owner.user, reverse("compliance:line", args=[line.pk]), at=NEW_YEAR)
    assert "so the peer review does not count" in page


@pytest.mark.parametrize(
    "moment, counts",
    [
        (datetime(2027, 12, 31, 23, 59, 59, tzinfo=LONDON), True),
        (datetime(2028, 1, 1, 0, 0, 0, tzinfo=LONDON), False),
        # London is an hour ahead of UTC in summer: the day there has begun already.
        (datetime(2027, 7, 1, 0, 30, tzinfo=LONDON), True),
    ],
)
def test_the_last_second_of_the_cycle(owner, moment, counts):
    offer(owner, day=date(2027, 6, 30))
    press(owner.user, "/statement/accept/", {"what": "all"}, at=moment)
    assert (owner.points.get().status == "ACCEPTED") is counts


def test_after_leaving_the_register_points_can_still_be_accepted(owner):
    offer(owner)
    owner.entries.update(end=date(2027, 6, 30))
    page = press(owner.user, "/statement/accept/").content.decode()
    assert "3 points accepted." in page


def test_a_line_of_somebody_else_has_no_page(owner):
    line = offer(owner)
    stranger = builders.registrant().user
    for name in ("compliance:line", "registrants:query", "registrants:reflection"):
        address = reverse(name, args=[line.pk])
        assert builders.client_for(stranger).get(address).status_code == 404


def test_a_standing_instruction_says_its_day(owner, actor):
    services.give_instruction(actor=actor, at=WINTER)
    services.mark_event(event_reference="EV-80001", kind="BOOKED", actor=actor, at=WINTER)
    services.mark_event(event_reference="EV-80002", kind="BOOKED", actor=actor, at=WINTER)
    offer(owner, 1, at=WINTER)
    offer(owner, 2, at=datetime(2027, 12, 28, tzinfo=LONDON))
    page = look(owner.user)
    assert "accepts this on Monday 22 November 2027" in page
    assert "cannot accept this before the cycle ends" in page


def test_the_clock_never_accepts_what_was_not_marked(owner):
    line = offer(owner)
    assert services.accept_lines(lines=[line.pk], actor=CLOCK, at=WINTER) == []


def test_who_has_met_it_need_not_tell_anybody():
    owner = builders.registrant(profession="DISPENSING_OPTICIAN")
    accept(offer_all(owner, 1, total=35))
    assert "you need not tell us" not in look(owner.user)
    accept(offer(owner, 2, total=1))
    assert "You have met it; you need not tell us." in look(owner.user)
    assert "You have met it; you need not tell us." in look(owner.user, "/")
