"""What somebody writes for themselves is open in two tabs: the second is told, nothing is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from registrants import services
from registrants.models import OwnLearning, Reflection
from tests import builders
from tests.registrants.building import NEW_YEAR, WINTER, offer
from tests.registrants.test_views_statement import LEARNED

pytestmark = pytest.mark.django_db
LATER = WINTER + timedelta(minutes=5)
DIFFER = "Where the two versions differ"


@pytest.fixture
def owner():
    return builders.registrant()


class Tab:
    """A page that lies open in a tab, and what follows when its form is sent."""

    def __init__(self, owner, name, *args, at=WINTER):
        self.address, self.owner = reverse(f"registrants:{name}", args=args), owner
        with time_machine.travel(at, tick=False):
            self._show(builders.client_for(owner.user).get(self.address))

    def _show(self, answer):
        self.page = " ".join(answer.content.decode().split())
        form = answer.context and answer.context.get("form")
        if form and "version" in form.fields:
            self.version = form["version"].value() or ""

    def send(self, at=LATER, **typed):
        data = {**typed, "version": self.version}
        with time_machine.travel(at, tick=False):
            client = builders.client_for(self.owner.user)
            self._show(client.post(self.address, data, follow=True))
        return self.page


def test_an_empty_tab_does_not_remove_what_another_wrote(owner):
    line = offer(owner, peer_review=True)
    first, second = Tab(owner, "reflection", line.pk), Tab(owner, "reflection", line.pk)
    assert "Saved." in first.send(text="We now ask about driving.")
    page = second.send(text="")
    assert "Not saved yet" in page
    assert DIFFER in page
    assert "We now ask about driving." in page
    assert "in another tab or window" in page
    assert "The box below is empty: saving it removes what was saved." in page
    assert Reflection.objects.get().text == "We now ask about driving."
    assert "Removed:" in second.send(text="")
    assert not Reflection.objects.exists()


@pytest.mark.parametrize("peer_review", [True, False])
def test_the_second_of_two_texts_is_saved_on_purpose_only(owner, peer_review):
    line = offer(owner, peer_review=peer_review)
    first, second = Tab(owner, "reflection", line.pk), Tab(owner, "reflection", line.pk)
    first.send(text="The first.")
    page = second.send(text="The <i>second</i>.")
    assert DIFFER in page
    assert "The first." in page
    assert "The &lt;i&gt;second&lt;/i&gt;." in page
    assert Reflection.objects.get().text == "The first."
    assert "Saved." in second.send(text="The second.")
    assert Reflection.objects.get().text == "The second."
    assert DIFFER in first.send(text="The first, again.")


def test_a_text_that_another_tab_removed_is_not_overwritten_silently(owner):
    line = offer(owner, peer_review=True)
    Tab(owner, "reflection", line.pk).send(text="We now ask.", at=WINTER)
    first, second = Tab(owner, "reflection", line.pk), Tab(owner, "reflection", line.pk)
    first.send(text="")
    page = second.send(text="We ask more.")
    assert "You removed this text in another tab or window" in page
    assert not Reflection.objects.exists()
    assert "Saved." in second.send(text="We ask more.")


def test_the_same_text_twice_is_no_second_version(owner):
    line = offer(owner, peer_review=True)
    first, second = Tab(owner, "reflection", line.pk), Tab(owner, "reflection", line.pk)
    first.send(text="We now ask.")
    assert "Saved." in second.send(text="We now ask.")
    first, second = Tab(owner, "reflection", line.pk), Tab(owner, "reflection", line.pk)
    first.send(text="")
    assert "Removed:" in second.send(text=" ")


def test_after_the_cycle_the_second_tab_reads_that_the_text_must_stay(owner):
    line = offer(owner, peer_review=True)
    second = Tab(owner, "reflection", line.pk)
    Tab(owner, "reflection", line.pk).send(text="In time.")
    assert DIFFER in second.send(text="", at=NEW_YEAR)
    assert "the reflection statement must stay" in second.send(text="", at=NEW_YEAR)
    assert Reflection.objects.get().text == "In time."


def test_a_form_that_does_not_say_what_it_was_opened_with_overwrites_nothing(owner):
    line = offer(owner, peer_review=True)
    tab = Tab(owner, "reflection", line.pk)
    tab.send(text="We now ask.")
    for odd in ("", "x" * 500, "\x00", "0"):
        tab.version = odd
        tab.send(text="Something else.")
        assert Reflection.objects.get().text == "We now ask."


def learned(owner, **changed) -> OwnLearning:
    Tab(owner, "learning")
    actor = builders.actor_of(owner.user)
    values = {"title": "A book", "learned_on": WINTER.date(), "minutes": 90, "notes": "", **changed}
    return services.keep_learning(**values, actor=actor, at=WINTER)


def test_learning_changed_in_two_tabs(owner):
    kept = learned(owner, notes="Read twice.")
    first, second = (Tab(owner, "change_learning", kept.pk) for _each in range(2))
    assert "Changed." in first.send(**{**LEARNED, "title": "Two books", "minutes": "45"})
    page = second.send(**{**LEARNED, "title": "Three books", "notes": "Read once."})
    assert DIFFER in page
    for words in ("Two books", "Three books", "45", "Read once."):
        assert words in page
    kept.refresh_from_db()
    assert (kept.title, kept.minutes) == ("Two books", 45)
    assert "Changed." in second.send(**{**LEARNED, "title": "Three books"})
    kept.refresh_from_db()
    assert kept.title == "Three books"


def test_the_same_change_twice_is_no_second_version(owner):
    kept = learned(owner)
    first, second = (Tab(owner, "change_learning", kept.pk) for _each in range(2))
    first.send(**LEARNED)
    assert "Changed." in second.send(**LEARNED)


def test_learning_that_another_tab_removed_can_be_kept_anew(owner):
    kept = learned(owner)
    change, remove = Tab(owner, "change_learning", kept.pk), Tab(owner, "remove_learning", kept.pk)
    remove.version = ""
    assert "Removed." in remove.send()
    assert "This entry is removed already." in remove.send()
    page = change.send(**{**LEARNED, "title": "Two books"})
    assert "You removed this entry in another tab or window" in page
    assert "Two books" in page
    assert f'action="{reverse("registrants:add_learning")}"' in page
    assert not OwnLearning.objects.exists()
    Tab(owner, "add_learning").send(**{**LEARNED, "title": "Two books"})
    assert OwnLearning.objects.get().title == "Two books"
    stranger = builders.client_for(builders.registrant().user)
    for name in ("change_learning", "remove_learning"):
        answer = stranger.post(reverse(f"registrants:{name}", args=[kept.pk]), LEARNED)
        assert answer.status_code == 404
