"""Comments that staff hide: who still reads them, who is told, and the way back."""

from datetime import timedelta

import pytest

from cet_portal.core.models import AuditEvent
from cet_portal.core.permissions import Refused
from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.models import Rating
from tests import builders
from tests.sessions_events.rating import browser_of, rated, rater_of, text_of, told, url


def hidden(rating, world, reason="It names a patient.") -> Rating:
    manager = builders.actor_of(builders.staff("CET_MANAGER"), "staff")
    return services.hide_comment(
        rating=rating, reason=reason, seen=rating.said_at, actor=manager, at=world.at
    )


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
