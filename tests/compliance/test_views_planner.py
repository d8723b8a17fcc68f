"""The planner's page: gaps, what closes them, changes."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.utils.html import escape

from cet_portal.core.actor import CLOCK
from compliance import services
from registrants import services as register_services
from registrants.enums import MarkKind
from tests import builders
from tests.compliance.planner_pages import NOW, PAGE, look, text
from tests.registrants.building import accept, offer
from tests.sessions_events.building import World, london

pytestmark = pytest.mark.django_db


TODAY = NOW.date()


UNITS = tuple(f"O{unit}" for unit in range(1, 9))


def nearly(owner, total=34, **changed):
    """A line after which only general points are missing, two of them."""
    line = offer(
        owner,
        1,
        day=date(2026, 3, 4),
        total=total,
        interactive=total,
        **{"units": UNITS, "peer_review": True, **changed},
    )
    register_services.write_reflection(
        entry=line, text="I learned it.", actor=builders.actor_of(owner.user), at=NOW
    )
    return accept(line, at=NOW)


@pytest.fixture
def world():
    return World(at=NOW)


def test_what_is_missing_and_the_event_that_closes_it(owner, world):
    nearly(owner)
    event = world.event(TODAY + timedelta(days=5))
    page = look(owner.user)
    said = text(page)
    assert "Still missing: 2 general points." in said
    assert "1 event closes every gap." in said
    assert "2 general points (closes this gap)" in said
    planned = look(owner.user, f"event={event.ev_number}")
    said = text(planned)
    assert "With this plan you meet every requirement of the cycle." in said
    assert "Now 34 of 36, with this plan 36 of 36" in said
    assert "Nothing is missing, so there is nothing to close." in said
    assert f'value="{event.ev_number}" id="event-{event.ev_number}" checked' in (
        planned.content.decode()
    )


def test_the_page_of_an_event_leads_to_what_it_would_do(owner, world):
    event = world.event(TODAY + timedelta(days=5))
    with time_machine.travel(NOW, tick=False):
        page = builders.client_for(owner.user).get(f"/directory/events/{event.ev_number}/")
    assert f"{PAGE}?event={event.ev_number}" in page.content.decode()


def test_two_events_are_put_on_the_plan_with_one_link(owner, world):
    nearly(owner, total=32)
    other = World(at=NOW, title="Another subject")
    numbers = {
        world.event(TODAY + timedelta(days=5)).ev_number,
        other.event(TODAY + timedelta(days=6)).ev_number,
    }
    page = look(owner.user, "how=venue")
    assert "2 events close every gap. Fewer cannot." in text(page)
    query = parse_qs(urlsplit(page.context["with_all"]).query)
    assert set(query["event"]) == numbers
    assert query["how"] == ["venue"]
    assert "With this plan you meet every requirement" in text(
        look(owner.user, urlsplit(page.context["with_all"]).query)
    )


def test_what_no_event_closes_is_named(owner, world):
    nearly(owner, total=30)
    world.event(TODAY + timedelta(days=5))
    said = text(look(owner.user))
    assert "1 event closes all that can be closed." in said
    assert "No event that we found closes the rest: 4 general points." in said


def test_without_any_event_the_page_says_what_would_appear(owner):
    said = text(look(owner.user))
    assert "No event that we found closes" in said
    assert "Events appear here that are approved for you" in said
    assert "Events that you tick appear here" in said
    assert "Plans that you save appear here" in said


def test_the_nearest_event_is_suggested_and_those_out_of_reach_are_not(owner, world):
    nearly(owner)
    far = world.into(world.session(TODAY + timedelta(days=3), town="London"))
    near = World(at=NOW, title="Nearer").event(TODAY + timedelta(days=9))
    page = look(owner.user, "place=Bradford&within=25")
    steps = [each.event.ev_number for each, _address in page.context["steps"]]
    assert steps == [near.ev_number]
    assert far.ev_number not in page.content.decode()
    anywhere = look(owner.user, "place=Bradford")
    assert [each.event.ev_number for each, _a in anywhere.context["steps"]] == [near.ev_number]
    assert "9 miles from Bradford" in text(anywhere) or "8 miles from Bradford" in text(anywhere)


def test_what_is_followed_from_anywhere_is_near_everybody(owner, world):
    nearly(owner)
    day = TODAY + timedelta(days=5)
    online = world.into(world.session(day, online=True, venue="", town=""))
    far = World(at=NOW, title="Far")
    far.into(far.session(day, town="London"))
    for query in ("place=Bradford&within=25", "place=Bradford", "place=Bradford&how=online"):
        page = look(owner.user, query)
        assert [each.event.ev_number for each, _address in page.context["steps"]] == [
            online.ev_number
        ]
    page = look(owner.user, "place=Bradford&within=25&how=venue")
    assert page.context["steps"] == []


def test_a_course_that_has_not_opened_says_when_it_does_and_on_which_day_it_helps(owner, world):
    nearly(owner, total=36)
    world.teaches_at_a_distance()
    world.course(NOW - timedelta(days=3), london(2027, 3, 10))
    later = World(at=NOW, title="Later").teaches_at_a_distance()
    later.course(london(2027, 1, 9), london(2027, 3, 10))
    said = text(look(owner.user, "annual=on"))
    assert "In your own time from 9 January 2027 to 10 March 2027" in said
    assert "In your own time until 10 March 2027" in said
    assert "Complete it on 1 January 2027 or later" in said
    assert "Complete it on" not in text(look(owner.user))


def test_somebody_who_never_was_on_the_register_is_led_to_joining():
    person = builders.registrant()
    person.entries.all().delete()
    page = look(person.user)
    assert "What the cycle asks if you join" in text(page)


def test_more_events_than_are_looked_at_are_said(owner, world, monkeypatch):
    monkeypatch.setattr("compliance.queries.planning.MOST_EVENTS", 1)
    nearly(owner, total=30)
    for number in range(2):
        world.event(TODAY + timedelta(days=5 + number))
    assert "We looked at the next" in text(look(owner.user))
    assert "We looked at the nearest" in text(look(owner.user, "place=Leeds"))


def test_only_events_that_can_be_attended_are_listed(owner, world):
    world.event(TODAY)
    world.event(TODAY - timedelta(days=1))
    opticians = World(at=NOW, audiences=["DISPENSING_OPTICIAN"], units=["D1"], title="For others")
    opticians.event(TODAY + timedelta(days=5))
    page = look(owner.user, at=NOW.replace(hour=19))
    assert [each.event.ev_number for each in page.context["page"]] == []
    later = world.event(TODAY + timedelta(days=5))
    page = look(owner.user)
    assert later.ev_number in {each.event.ev_number for each in page.context["page"]}


def test_an_event_called_off_since_is_named_and_counts_for_nothing(owner):
    said = text(look(owner.user, "event=EV-999999&event=nonsense&event=%00&general=x"))
    assert "EV-999999" in said
    assert "This event is not in the directory (any more)" in said
    assert "nonsense" not in said


def test_events_at_the_same_time_are_said(owner, world):
    day = TODAY + timedelta(days=5)
    one, other = world.event(day), World(at=NOW, title="Another subject").event(day)
    said = text(look(owner.user, f"event={one.ev_number}&event={other.ev_number}"))
    assert f"At the same time as {one.ev_number}" in said


def test_cet_that_is_on_the_statement_is_not_offered_again(owner, world):
    event = world.event(TODAY + timedelta(days=5))
    line = offer(owner, 1, day=date(2026, 3, 4))
    type(line).objects.filter(pk=line.pk).update(c_number=world.application.c_number)
    page = look(owner.user)
    assert event.ev_number not in page.content.decode()
    said = text(page)
    assert "No event that we found closes" in said
    assert "1 event of CET that is on your statement already was left out." in said
    said = text(look(owner.user, f"event={event.ev_number}"))
    assert "Warning Its CET is on your statement already: its points were given once" in said


@pytest.mark.parametrize("status", ["QUERIED", "DECLINED", "LAPSED", "REVERSED"])
def test_cet_whose_points_were_not_given_is_offered(owner, world, status):
    event = world.event(TODAY + timedelta(days=5))
    line = offer(owner, 1, day=date(2026, 3, 4))
    type(line).objects.filter(pk=line.pk).update(c_number=world.application.c_number, status=status)
    assert event.ev_number in page_of_suggestion(look(owner.user))
    planned = text(look(owner.user, f"event={event.ev_number}"))
    assert "is on your statement already" not in planned


def page_of_suggestion(page) -> set[str]:
    return {each.event.ev_number for each, _address in page.context["steps"]}


def test_what_waits_counts_as_accepted(owner):
    offer(owner, 1, day=date(2026, 3, 4), total=3, at=NOW)
    said = text(look(owner.user))
    assert "This counts 3 points that wait on your statement" in said
    assert "Now 0, with what waits 3 of 36" in said


def test_a_break_warns_of_the_points_it_loses(owner):
    nearly(owner)
    said = text(look(owner.user, "break_from=1+1+2027&break_until=30+6+2027"))
    assert "34 points that count now would not count any more." in said
    assert "with this plan 0 of 6" in said


def test_a_break_says_of_what_waits_that_it_would_not_count(owner):
    offer(owner, 1, day=date(2026, 10, 4), total=3, at=NOW)
    assert "This counts 3 points that wait on your statement" in text(look(owner.user))
    said = text(look(owner.user, "break_from=1+1+2027&break_until=30+6+2027"))
    assert "This counts" not in said
    assert "With this plan 3 points that wait on your statement would not count." in said


def test_leaving_lowers_what_is_required(owner):
    said = text(look(owner.user, "leaving_on=31+12+2026"))
    assert "Now 0 of 36, with this plan 0 of 24" in said


def test_a_specialty_brings_a_requirement(owner):
    page = look(owner.user, "specialty=INDEPENDENT_PRESCRIBING&specialty_from=1+1+2027")
    assert "Only with this plan: 0 of 6" in text(page)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("specialty=INDEPENDENT_PRESCRIBING", "Enter the day from which you will have it"),
        ("specialty_from=1+1+2027", "Choose the specialty, or leave its day empty"),
        ("specialty=CONTACT_LENS", "choose one of the list"),
        ("break_from=1+1+2027", "Enter the last day of the break"),
        ("break_until=1+1+2027", "Enter the first day of the break"),
        ("break_from=2+1+2027&break_until=1+1+2027", "The last day must be the first one"),
        ("leaving_on=1+1+2026", "“Your last day on the register”: enter today or a later day"),
        ("leaving_on=1+1+2028", "enter a day of this cycle, which ends on 31 December 2027"),
        ("leaving_on=1+2+2027&break_from=1+1+2027&break_until=1+3+2027", "leave after the break"),
        (
            "leaving_on=1+2+2027&specialty=INDEPENDENT_PRESCRIBING&specialty_from=1+3+2027",
            "You would have left the register by then",
        ),
        ("leaving_on=31+2+2027", "Your last day on the register"),
        ("within=10", "Enter the place to measure from"),
        ("place=Nowhere+at+all", "We do not know the place"),
        ("until=1+1+2026", "Until must be today or later"),
    ],
)
def test_each_wrong_value_gets_a_sentence_and_the_rest_counts_all_the_same(owner, query, sentence):
    page = look(owner.user, f"{query}&annual=on")
    assert page.status_code == 200
    assert escape(sentence) in page.content.decode()
    assert page.context["form"].annual_too


def test_a_place_that_is_several_is_asked_for_with_links(owner):
    page = look(owner.user, "place=Newport")
    assert "Which place do you mean?" in text(page)
    assert "place=Newport%2C+Isle+of+Wight" in page.content.decode()


def test_while_the_place_is_not_known_nothing_is_suggested_for_the_whole_country(owner, world):
    nearly(owner)
    world.event(TODAY + timedelta(days=5))
    said = text(look(owner.user, "place=Atlantis"))
    assert "Once the place is put right, the events that close it appear here." in said
    assert "closes every gap" not in said


def test_who_holds_every_specialty_is_not_asked_for_one():
    optician = builders.registrant(profession="DISPENSING_OPTICIAN")
    register_services.add_specialty(
        registrant=optician,
        specialty="CONTACT_LENS",
        start=date(2020, 1, 1),
        end=None,
        actor=CLOCK,
        at=NOW,
    )
    assert "specialty" not in look(optician.user).context["form"].fields


def test_booked_events_are_put_on_the_plan(owner, world):
    event = world.event(TODAY + timedelta(days=5))
    register_services.mark_event(
        event_reference=event.ev_number,
        kind=MarkKind.BOOKED,
        actor=builders.actor_of(owner.user),
        at=NOW,
    )
    page = look(owner.user)
    assert "Put the 1 event that you booked on the plan" in text(page)
    assert event.ev_number in page.context["with_booked"]
    assert "that you booked" not in text(look(owner.user, f"event={event.ev_number}"))


def test_somebody_without_a_number_reads_that_nothing_is_required():
    gone = builders.registrant()
    gone.entries.update(end=date(2020, 12, 31))
    assert "You are not on the register in this cycle" in text(look(gone.user))


def test_somebody_off_the_register_reads_that_nothing_counts_now(owner, world):
    event = world.event(TODAY + timedelta(days=5))
    owner.entries.update(end=date(2026, 9, 30))
    page = look(owner.user)
    said = text(page)
    assert "You have been off the register since 1 October 2026, so nothing counts now." in said
    assert "Still missing" not in said
    assert "No event that we found" not in said
    assert "/statement/restoration/" in page.content.decode()
    said = text(look(owner.user, f"event={event.ev_number}"))
    assert "Gives you nothing" in said


@pytest.mark.parametrize("events", [1, 4])
def test_the_page_takes_the_same_queries(events, owner, world, django_assert_num_queries):
    numbers = [
        world.event(TODAY + timedelta(days=5 + number)).ev_number for number in range(events)
    ]
    for number in range(events):
        offer(owner, number + 1, day=date(2026, 3, 4), total=1, at=NOW)
        services.save_plan(
            name=f"Plan {number}",
            choice="event=EV-1",
            actor=builders.actor_of(owner.user),
            at=NOW,
        )
    World(at=NOW, title="Another subject").event(TODAY + timedelta(days=20))
    with time_machine.travel(NOW, tick=False):
        client = builders.client_for(owner.user)
        client.get(PAGE)
        with django_assert_num_queries(QUERIES):
            page = client.get(f"{PAGE}?place=Leeds&event={numbers[0]}")
    assert page.status_code == 200
    assert len(page.context["plans"]) == events


QUERIES = 23


def test_other_roles_have_no_planner():
    assert builders.client_for(builders.staff()).get(PAGE).status_code == 403
