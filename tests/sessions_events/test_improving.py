"""What providers read of ratings, and what they say they have changed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cet_portal.accounts.roles import Role
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refused
from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.models import Improvement
from tests import builders
from tests.sessions_events.building import World
from tests.sessions_events.rating import browser_of, rated, text_of, told, url

# The provider's pages


def test_an_event_has_its_own_figures_where_it_has_enough_ratings(world):
    event = world.declared(attendees=9, completers=9)
    page = url("ratings_of_event", event.ev_number)

    for score in (5, 4):
        rated(world, event, score=score, comment="Said of it.")
        assert "This event has fewer so far" in text_of(world.client.get(page))
        assert "Said of it." not in text_of(world.client.get(page))
    rated(world, event, score=3, comment="Said of it.")
    shown = text_of(world.client.get(page))

    assert "4.0" in shown
    assert "from 3 ratings" in shown
    assert shown.count("Said of it.") == 3


def test_the_figures_of_an_event_are_kept_back_where_they_would_give_away_another(world):
    many = world.declared(attendees=9, completers=9)
    for _number in range(3):
        rated(world, many, score=5)
    rated(world, score=1)
    of_cet = text_of(world.client.get(url("ratings_of_cet", world.application.c_number)))
    of_event = text_of(world.client.get(url("ratings_of_event", many.ev_number)))

    assert "from 4 ratings" in of_cet
    assert many.ev_number not in of_cet
    assert "one could work out" in of_event
    assert "5.0" not in of_event


def test_the_trend_goes_from_event_to_event(world):
    today = london_date(world.at)
    for days, scores in ((3, (2, 2, 2)), (1, (5, 5, 4))):
        event = world.declared(today - timedelta(days=days), attendees=9, completers=9)
        for score in scores:
            rated(world, event, score=score)

    page = text_of(world.client.get(url("ratings_of_cet", world.application.c_number)))

    assert "<polyline" in page
    assert page.index(">2.0<") < page.index(">4.7<")


def test_the_months_of_one_event_are_its_trend(world):
    event = world.declared(attendees=9, completers=9)
    for days in (0, 0, 0, 70, 70, 70):
        rated(world, event, score=5 if days else 3, at=world.at + timedelta(days=days))

    page = text_of(world.client.get(url("ratings_of_event", event.ev_number)))

    assert "<polyline" in page
    assert page.index(">3.0<") < page.index(">5.0<")


# What was changed


def test_a_note_is_read_by_everybody_and_told_to_those_who_rated(world, marsh, client):
    rated(world, person=marsh)
    page = world.client
    address = url("improvement_new", world.application.c_number)

    nothing = page.post(address, {"text": " "})
    done = page.post(address, {"text": "There is more time for questions."}, follow=True)
    page.post(address, {"text": "There is more time for questions."})

    assert "Write what you have changed" in text_of(nothing)
    assert "There is more time for questions." in text_of(done)
    assert Improvement.objects.count() == 1
    message = told("what_changed").get()
    assert (message.user_id, message.tenant_id) == (marsh.user.pk, None)
    assert "There is more time for questions." in message.body
    entry = PointEntry.objects.get()
    for shown in (
        client.get(url("cet", world.application.c_number)),
        browser_of(marsh).get(url("rate", entry.pk)),
    ):
        assert "There is more time for questions." in text_of(shown)
    statement = text_of(browser_of(marsh).get(reverse("compliance:statement")))
    assert "The provider says what it changed" in statement


def test_several_notes_of_a_day_are_one_message(world):
    rated(world)
    for text in ("More time.", "Fewer slides."):
        services.say_what_changed(
            application=world.application, text=text, actor=world.admin, at=world.at
        )

    assert [each.text for each in queries.improvements_of(world.application.c_number)] == [
        "Fewer slides.",
        "More time.",
    ]
    assert told("what_changed").count() == 1


def test_without_a_rating_there_is_nobody_to_tell(world):
    answer = world.client.post(
        url("improvement_new", world.application.c_number), {"text": "More time."}, follow=True
    )

    assert "Nobody has rated this CET yet" in text_of(answer)
    assert not Improvement.objects.exists()


def test_a_note_is_taken_back_by_its_provider(world, client):
    rated(world)
    note = services.say_what_changed(
        application=world.application, text="More time.", actor=world.admin, at=world.at
    )
    address = url("improvement_take_back", world.application.c_number, note.pk)

    asked = text_of(world.client.get(address))
    world.client.post(address)
    again = text_of(world.client.post(address, follow=True))

    assert "More time." in asked
    assert "taken back already" in again
    assert "More time." not in text_of(client.get(url("cet", world.application.c_number)))
    own = text_of(world.client.get(url("ratings_of_cet", world.application.c_number)))
    assert "More time." in own
    assert "Taken back on" in own


def test_staff_take_a_note_back_with_a_reason_that_the_provider_reads(world, staff):
    rated(world)
    note = services.say_what_changed(
        application=world.application, text="Dr Poe is gone.", actor=world.admin, at=world.at
    )
    address = url("improvement_take_back", world.application.c_number, note.pk)

    without = text_of(staff.post(address, {"reason": ""}))
    staff.post(address, {"reason": "It names somebody."})

    assert "Give the reason" in without
    assert "It names somebody." in told("improvement_taken_back").get().body
    own = text_of(world.client.get(url("ratings_of_cet", world.application.c_number)))
    assert "GOC staff took this note back" in own
    with pytest.raises(Refused):
        services.take_back_improvement(improvement=note, reason="x", actor=world.admin, at=world.at)


def test_another_provider_and_other_roles_write_nothing(world):
    rated(world)
    stranger = World()
    deliverer = builders.member(world.provider, Role.EVENT_DELIVERER)
    address = url("improvement_new", world.application.c_number)

    assert stranger.client.post(address, {"text": "x"}).status_code == 404
    client = builders.client_for(deliverer, f"provider:{world.provider.pk}")
    assert client.post(address, {"text": "x"}).status_code == 403
    with pytest.raises(Refused):
        services.say_what_changed(
            application=world.application, text="x", actor=stranger.admin, at=world.at
        )
    assert not Improvement.objects.exists()
