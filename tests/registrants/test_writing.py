"""Reflections, notes, and learning of one's own."""

from datetime import date

import pytest

from cet_portal.core.models import AuditEvent
from cet_portal.core.permissions import Refused
from registrants import services
from registrants.models import OwnLearning, Reflection
from tests import builders
from tests.registrants.building import LAST_SECOND, NEW_YEAR, WINTER, offer

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> I now ask about driving & night vision."


@pytest.fixture
def owner():
    return builders.registrant()


@pytest.fixture
def actor(owner):
    return builders.actor_of(owner.user)


def test_a_reflection_keeps_the_day_on_which_it_was_written_first(owner, actor):
    line = offer(owner, peer_review=True)
    services.write_reflection(entry=line, text="First.", actor=actor, at=WINTER)
    services.write_reflection(entry=line, text=HOSTILE, actor=actor, at=NEW_YEAR)
    kept = Reflection.objects.get()
    assert (kept.text, kept.written_on) == (HOSTILE, WINTER.date())
    assert kept.changed_at == NEW_YEAR
    trail = AuditEvent.objects.filter(verb="point.reflect")
    assert trail.count() == 2
    assert "night vision" not in str(list(trail.values()))


def test_an_empty_text_takes_it_away(owner, actor):
    line = offer(owner)
    for text in ("Something", " \n ", ""):
        services.write_reflection(entry=line, text=text, actor=actor, at=WINTER)
    assert not Reflection.objects.exists()


def test_within_the_cycle_a_reflection_can_be_emptied_and_written_anew(owner, actor):
    line = offer(owner, peer_review=True)
    for text in ("First.", "", "Again."):
        services.write_reflection(entry=line, text=text, actor=actor, at=WINTER)
    assert Reflection.objects.get().text == "Again."


def test_after_the_cycle_the_text_that_counts_can_be_changed_but_not_emptied(owner, actor):
    line = offer(owner, peer_review=True)
    services.write_reflection(entry=line, text="In time.", actor=actor, at=LAST_SECOND)
    with pytest.raises(Refused, match="The cycle ended on 31 December 2027"):
        services.write_reflection(entry=line, text=" ", actor=actor, at=NEW_YEAR)
    services.write_reflection(entry=line, text="Better words.", actor=actor, at=NEW_YEAR)
    kept = Reflection.objects.get()
    assert (kept.text, kept.written_on) == ("Better words.", LAST_SECOND.date())


def test_what_never_counted_can_be_emptied_at_any_time(owner, actor):
    notes, late = offer(owner, 1), offer(owner, 2, peer_review=True)
    services.write_reflection(entry=notes, text="Mine.", actor=actor, at=WINTER)
    services.write_reflection(entry=late, text="Too late.", actor=actor, at=NEW_YEAR)
    for line in (notes, late):
        services.write_reflection(entry=line, text="", actor=actor, at=NEW_YEAR)
    assert not Reflection.objects.exists()


def test_nobody_else_writes_on_a_line(owner):
    stranger = builders.actor_of(builders.registrant().user)
    with pytest.raises(Refused):
        services.write_reflection(entry=offer(owner), text="Mine", actor=stranger, at=WINTER)


def test_own_learning_is_kept_changed_and_removed(actor):
    values = {"learned_on": date(2027, 5, 1), "title": "A book", "minutes": 90, "notes": ""}
    kept = services.keep_learning(**values, actor=actor, at=WINTER)
    services.keep_learning(
        learning=kept, **{**values, "title": "Two books"}, actor=actor, at=WINTER
    )
    assert OwnLearning.objects.get().title == "Two books"
    stranger = builders.actor_of(builders.registrant().user)
    with pytest.raises(Refused):
        services.remove_learning(learning=kept, actor=stranger, at=WINTER)
    services.remove_learning(learning=kept, actor=actor, at=WINTER)
    assert not OwnLearning.objects.exists()
