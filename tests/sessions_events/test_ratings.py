"""Ratings after acceptance: given once, changed for fourteen days."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import LONDON, london_date
from cet_portal.core.models import AuditEvent
from cet_portal.core.permissions import Refused
from registrants.events import people_joined
from registrants.models import PointEntry, Registrant
from sessions_events import services
from sessions_events.models import Rating, UploadRow
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World
from tests.sessions_events.rating import browser_of, rated, rater_of, text_of, url

SCRIPT = '<script>alert("x")</script><b>bold</b>'


@pytest.mark.parametrize(
    "given, last_day",
    [
        (datetime(2026, 3, 20, 23, 30, tzinfo=LONDON), date(2026, 4, 3)),  # the clocks go forward
        (datetime(2026, 7, 1, 0, 0, tzinfo=LONDON), date(2026, 7, 15)),  # still June in UTC
    ],
)
def test_it_can_be_changed_until_the_last_moment_of_the_fourteenth_day(db, given, last_day):
    world = World(given)
    marsh = builders.registrant(surname="Marsh")
    rating = rated(world, person=marsh)
    entry, actor = PointEntry.objects.get(registrant=marsh), rater_of(marsh)
    end = datetime.combine(last_day, datetime.max.time(), tzinfo=LONDON)

    services.rate(entry=entry, score=2, comment="", actor=actor, at=end)
    with pytest.raises(Refused, match="until"):
        services.rate(
            entry=entry, score=1, comment="", actor=actor, at=end + timedelta(microseconds=1)
        )

    rating.refresh_from_db()
    assert rating.last_day == last_day
    assert (rating.score, rating.rated_at, rating.changed_at) == (2, given, end)


def test_the_page_tells_the_last_day_and_later_shows_what_was_given(world, marsh):
    rating = rated(world, person=marsh, score=4, comment="Well told.")
    page, address = browser_of(marsh), url("rate", PointEntry.objects.get().pk)

    before = text_of(page.get(address))
    Rating.objects.update(last_day=london_date(world.at) - timedelta(days=1))
    after = page.get(address)
    late = page.post(address, {"score": "1", "comment": "Typed for an hour."})

    assert f"until {rating.last_day.day} {rating.last_day:%B %Y}" in before
    assert "4 out of 5" in text_of(after)
    assert "Well told." in text_of(after)
    assert "You could change this rating until" in text_of(after)
    assert "<form method" not in after.content.decode().split("<main")[1]
    assert "Typed for an hour." in text_of(late)
    assert "You could change this rating until" in text_of(late)
    assert Rating.objects.get().score == 4


def test_sending_the_same_again_is_no_change(world, marsh):
    rating = rated(world, person=marsh, score=4)
    entry = PointEntry.objects.get()

    later = world.at + timedelta(hours=1)
    services.rate(entry=entry, score=4, comment="", actor=rater_of(marsh), at=later)

    assert Rating.objects.get().changed_at is None
    assert AuditEvent.objects.filter(verb="cet.rate", subject_id=rating.pk).count() == 1


def test_points_taken_back_cannot_be_rated_and_a_rating_stays_as_it_is(world, marsh):
    event = world.declared()
    rated(world, event, marsh, score=5, comment="Well told.")
    fell = builders.registrant(surname="Fell")
    world.accepted(event, fell)
    for person in (marsh, fell):
        row = UploadRow.objects.get(upload__event=event, registrant_id=person.pk)
        services.withdraw(
            event=event,
            rows=[row.pk],
            reason="Not there.",
            actor=builders.actor_of(builders.staff("CET_MANAGER"), "staff"),
            at=world.at,
        )

    first, again = (
        browser_of(person).post(
            url("rate", PointEntry.objects.filter(registrant=person).order_by("pk")[0].pk),
            {"score": "1", "comment": "Never there."},
        )
        for person in (fell, marsh)
    )

    assert first.url == reverse("compliance:statement")
    assert "once you have accepted" in text_of(again)
    assert list(Rating.objects.values_list("score", "comment")) == [(5, "Well told.")]


def test_somebody_elses_line_cannot_be_rated(world, marsh):
    world.accepted(world.declared(), marsh)
    entry, other = PointEntry.objects.get(), builders.registrant(surname="Other")

    with pytest.raises(Refused):
        services.rate(entry=entry, score=1, comment="", actor=rater_of(other), at=world.at)
    answer = browser_of(other).post(url("rate", entry.pk), {"score": "1"})

    assert answer.status_code == 404
    assert not Rating.objects.exists()


def test_a_line_of_no_event_of_the_portal_is_refused_in_words(world, marsh):
    world.accepted(world.declared(), marsh)
    entry = PointEntry.objects.get()
    entry.event_reference = "EV-99999"

    with pytest.raises(Refused, match="no event"):
        services.rate(entry=entry, score=1, comment="", actor=rater_of(marsh), at=world.at)


def test_html_is_text_everywhere(world, marsh, staff, client):
    event = world.declared(attendees=9, completers=9)
    ratings = [rated(world, event, comment=SCRIPT) for _number in range(3)]
    services.say_what_changed(
        application=world.application, text=SCRIPT, actor=world.admin, at=world.at
    )
    c_number = world.application.c_number
    rater = builders.client_for(ratings[0].registrant.user, "registrant")
    entry = PointEntry.objects.get(registrant=ratings[0].registrant)

    pages = [
        world.client.get(url("ratings_of_cet", c_number)),
        world.client.get(url("ratings_of_event", event.ev_number)),
        rater.get(url("rate", entry.pk)),
        staff.get(url("comments")),
        staff.get(url("comment", ratings[0].pk)),
        client.get(url("cet", c_number)),
    ]

    for page in pages:
        assert "<script>alert" not in page.content.decode()
        assert "&lt;script&gt;alert" in page.content.decode()


@pytest.mark.parametrize(
    "typed, says",
    [
        ({"score": "6"}, "choose one of the list"),
        ({"score": "0"}, "choose one of the list"),
        ({"score": "five"}, "choose one of the list"),
        ({"score": "5", "comment": "x" * 2001}, "is too long"),
        ({"score": "5", "comment": "\x00"}, "cannot be shown"),
    ],
)
def test_what_is_no_rating_is_said_at_its_field(world, marsh, typed, says):
    world.accepted(world.declared(), marsh)

    page = browser_of(marsh).post(url("rate", PointEntry.objects.get().pk), typed)

    assert says in text_of(page)
    assert typed.get("comment", "")[:100] in page.content.decode()
    assert not Rating.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_make_one_rating():
    builders.reference()
    world, marsh = World(), builders.registrant(surname="Marsh")
    entry = world.accepted(world.declared(), marsh)

    def send(score):
        actor = rater_of(marsh)
        return lambda: services.rate(entry=entry, score=score, comment="", actor=actor, at=world.at)

    outcomes = together(send(5), send(1))

    assert all(isinstance(each, Rating) for each in outcomes)
    assert Rating.objects.get().score in (5, 1)


# Two people of the register are one


def test_ratings_follow_the_person_and_an_event_keeps_one(world, marsh):
    double = builders.registrant(surname="Marsh")
    both, alone = (world.declared(attendees=9, completers=9) for _number in range(2))
    rated(world, both, marsh, score=5)
    rated(world, both, double, score=1)
    rated(world, alone, double, score=3)

    people_joined.send(sender=Registrant, kept=marsh, joined=double, actor=CLOCK, at=world.at)

    found = Rating.objects.order_by("event").values_list("event", "registrant", "score")
    assert set(found) == {(both.pk, marsh.pk, 5), (alone.pk, marsh.pk, 3)}
    assert AuditEvent.objects.get(verb="rating.drop").data["score"] == 1
