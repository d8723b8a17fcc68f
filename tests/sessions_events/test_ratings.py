"""Ratings after acceptance, comments that are hidden, and what providers change."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from cet_portal.accounts.roles import Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import LONDON, london_date
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from registrants.events import people_joined
from registrants.models import PointEntry, Registrant
from sessions_events import queries, services
from sessions_events.models import Improvement, Rating, UploadRow
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World

SCRIPT = '<script>alert("x")</script><b>bold</b>'


def url(name, *args):
    return reverse(f"sessions_events:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def rater_of(person):
    return builders.actor_of(person.user, "registrant")


def browser_of(person):
    return builders.client_for(person.user, "registrant")


def rated(world, event=None, person=None, *, score=4, comment="", at=None) -> Rating:
    """A rating by somebody new, whose points were accepted."""
    event = event or world.declared(attendees=9, completers=9)
    person = person or builders.registrant(surname="Nobody")
    entry = world.accepted(event, person)
    return services.rate(
        entry=entry, score=score, comment=comment, actor=rater_of(person), at=at or world.at
    )


def hidden(rating, world, reason="It names a patient.") -> Rating:
    manager = builders.actor_of(builders.staff("CET_MANAGER"), "staff")
    return services.hide_comment(
        rating=rating, reason=reason, seen=rating.said_at, actor=manager, at=world.at
    )


def told(kind):
    return OutboxMessage.objects.filter(kind=kind)


# Changing a rating


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


# Comments that are hidden


def test_a_hidden_comment_is_read_by_the_rater_and_staff_alone(world, marsh, staff):
    rating = rated(world, person=marsh, score=1, comment="Mrs Poe of Leeds was there.")
    address = url("comment", rating.pk)
    seen = rating.said_at.isoformat()

    without = staff.post(address, {"reason": "", "seen": seen})
    done = staff.post(address, {"reason": "It names a patient.", "seen": seen}, follow=True)
    provider = text_of(world.client.get(url("ratings_of_cet", world.application.c_number)))
    exported = world.client.get(
        url("ratings_of_cet", world.application.c_number), {"format": "csv"}
    ).getvalue()
    own = text_of(browser_of(marsh).get(url("rate", PointEntry.objects.get().pk)))
    listed = text_of(staff.get(url("comments"), {"shown": "no"}))

    assert "Give the reason" in text_of(without)
    assert "The comment is hidden" in text_of(done)
    for page in (provider, exported.decode()):
        assert "Mrs Poe" not in page
        assert "It names a patient." in page
    assert "Mrs Poe" in own
    assert "It names a patient." in own
    assert "Mrs Poe" in listed
    entry = AuditEvent.objects.get(verb="rating.hide_comment")
    assert (entry.subject_id, entry.data["reason"]) == (rating.pk, "It names a patient.")


def test_provider_and_rater_are_told_and_the_provider_not_who_it_was(world, marsh):
    hidden(rated(world, person=marsh, comment="Mrs Poe was there."), world)

    to_provider, to_rater = told("comment_hidden").get(), told("your_comment_hidden").get()
    assert to_provider.user_id == world.user.pk
    assert "It names a patient." in to_provider.body
    assert "Marsh" not in to_provider.body
    assert "Mrs Poe" not in to_provider.body
    assert to_rater.user_id == marsh.user.pk
    assert "It names a patient." in to_rater.body
    assert to_rater.path == url("rate", PointEntry.objects.get().pk)


def test_a_hidden_comment_counts_as_a_score_and_not_as_a_comment(world):
    hidden(rated(world, score=1, comment="Mrs Poe was there."), world)

    row = queries.ratings_of(world.admin).get()

    assert (row["ratings"], row["comments"]) == (1, 0)


def test_the_score_beside_a_hidden_comment_can_be_changed_the_comment_not(world, marsh):
    hidden(rated(world, person=marsh, score=1, comment="Mrs Poe was there."), world)
    page, address = browser_of(marsh), url("rate", PointEntry.objects.get().pk)

    opened = page.get(address).content.decode()
    another = page.post(address, {"score": "2", "comment": "Mrs Poe again."})
    page.post(address, {"score": "3"})

    assert 'name="comment"' not in opened
    assert "can no longer be changed" in text_of(another)
    assert "Mrs Poe again." in text_of(another)
    assert list(Rating.objects.values_list("score", "comment")) == [(3, "Mrs Poe was there.")]


def test_a_comment_changed_while_staff_read_it_is_read_again(world, marsh, staff):
    rating = rated(world, person=marsh, comment="Mrs Poe was there.")
    seen = rating.said_at.isoformat()
    later = world.at + timedelta(minutes=1)
    services.rate(
        entry=PointEntry.objects.get(), score=4, comment="Good.", actor=rater_of(marsh), at=later
    )

    answer = staff.post(url("comment", rating.pk), {"reason": "It names her.", "seen": seen})

    assert "changed the comment meanwhile" in text_of(answer)
    assert "It names her." in text_of(answer)
    assert "Good." in text_of(answer)
    assert Rating.objects.get().hidden_at is None
    now_seen = answer.context["form"]["seen"].value()
    staff.post(url("comment", rating.pk), {"reason": "It names her.", "seen": now_seen})
    assert Rating.objects.get().hidden_at


@pytest.mark.parametrize("seen", ["", "yesterday", "2026-01-01T00:00:00"])
def test_an_invented_instant_hides_nothing(world, staff, seen):
    rating = rated(world, comment="Well told.")

    answer = staff.post(url("comment", rating.pk), {"reason": "x", "seen": seen})

    assert "Read it again" in text_of(answer)
    assert Rating.objects.get().hidden_at is None


def test_hiding_twice_is_calm_and_a_colleague_with_another_reason_keeps_it(world, staff):
    rating = rated(world, comment="Mrs Poe was there.")
    sent = {"reason": "It names her.", "seen": rating.said_at.isoformat()}

    staff.post(url("comment", rating.pk), sent)
    again = staff.post(url("comment", rating.pk), sent, follow=True)
    other = staff.post(url("comment", rating.pk), {**sent, "reason": "It is rude."})

    assert "hidden already" in text_of(again)
    assert "There is a problem" not in text_of(again)
    assert "It is rude." in text_of(other)
    assert told("comment_hidden").count() == 1


def test_a_comment_is_shown_again_with_a_reason(world, marsh, staff):
    rating = hidden(rated(world, person=marsh, comment="Well told."), world)

    staff.post(url("comment", rating.pk), {"reason": "It was a mistake."})
    again = staff.post(url("comment", rating.pk), {"reason": "It was a mistake."}, follow=True)

    page = text_of(world.client.get(url("ratings_of_cet", world.application.c_number)))
    assert "Well told." in page
    assert "shown already" in text_of(again)
    assert "It was a mistake." in told("your_comment_shown").get().body
    assert AuditEvent.objects.filter(verb="rating.show_comment").count() == 1


def test_only_staff_hide_comments(world, marsh):
    rating = rated(world, person=marsh, comment="Well told.")

    for actor in (world.admin, rater_of(marsh)):
        with pytest.raises(Refused):
            services.hide_comment(
                rating=rating, reason="x", seen=rating.said_at, actor=actor, at=world.at
            )
    assert world.client.get(url("comments")).status_code == 403
    assert world.client.get(url("comment", rating.pk)).status_code == 403


def test_comments_are_found_by_words_numbers_and_whether_they_are_hidden(world, staff):
    first = rated(world, comment="Well told.")
    hidden(rated(world, comment="Mrs Poe was there."), world)
    rated(world)  # says nothing

    def found(**filters):
        page = text_of(staff.get(url("comments"), filters))
        return [words for words in ("Well told.", "Mrs Poe") if words in page]

    assert found() == ["Well told.", "Mrs Poe"]
    assert found(shown="yes") == found(text="WELL") == ["Well told."]
    assert found(shown="no") == ["Mrs Poe"]
    assert found(text=first.event.ev_number.lower()) == ["Well told."]
    assert found(text="nothing like it") == []
    assert "No comment fits" in text_of(staff.get(url("comments"), {"text": "nothing like it"}))


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
