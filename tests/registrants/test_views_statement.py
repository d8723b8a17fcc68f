"""Forms of the statement: declining, querying, reflecting, instructing, own learning."""

import pytest
import time_machine
from django.urls import reverse

from registrants import services
from registrants.enums import MarkKind
from registrants.models import OwnLearning, Reflection, StandingInstruction
from tests import builders
from tests.registrants.building import NEW_YEAR, WINTER, offer

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> & 'more'"


@pytest.fixture
def owner():
    return builders.registrant()


def visit(owner, name, *args, data=None, at=WINTER):
    """Open a page, or send its form; the page that follows."""
    address = reverse(f"registrants:{name}", args=args)
    with time_machine.travel(at, tick=False):
        client = builders.client_for(owner.user)
        if data is None:
            return client.get(address, follow=True).content.decode()
        return client.post(
            address, opened_with(client, address) | data, follow=True
        ).content.decode()


def opened_with(client, address) -> dict[str, str]:
    """What the form on the page carries besides what is typed: the version it was opened with."""
    form = (client.get(address).context or {}).get("form")
    return {"version": form["version"].value() or ""} if form and "version" in form.fields else {}


def test_declining_says_what_follows_and_asks_why(owner):
    line = offer(owner)
    assert "The provider is told that you declined and why." in visit(owner, "decline", line.pk)
    assert "Choose why you decline these points" in visit(owner, "decline", line.pk, data={})
    page = visit(owner, "decline", line.pk, data={"because": "NOT_COMPLETED"})
    assert "You declined “Subject 1”." in page
    again = visit(owner, "decline", line.pk, data={"because": "NOT_ME"})
    assert "already done" in again


def test_querying_asks_for_words_and_keeps_them(owner):
    line = offer(owner)
    page = visit(owner, "query", line.pk, data={"problem": "DATE", "message": " "})
    assert "Write what it should be" in page
    page = visit(owner, "query", line.pk, data={"problem": "", "message": HOSTILE})
    assert "Choose what is wrong" in page
    assert "&lt;script&gt;" in page
    page = visit(owner, "query", line.pk, data={"problem": "DATE", "message": HOSTILE})
    assert "has your question" in page
    assert "<script>alert" not in page
    page = visit(owner, "drop_query", line.pk, data={})
    assert "You took your question back." in page
    line.refresh_from_db()
    assert line.status == "PENDING"


@pytest.mark.parametrize("name", ["decline", "query"])
def test_after_the_cycle_there_is_a_sentence(owner, name):
    line = offer(owner)
    assert "The cycle has ended" in visit(owner, name, line.pk, at=NEW_YEAR)


def test_a_message_that_is_too_long_is_not_lost(owner):
    line = offer(owner)
    words = "word " * 300
    page = visit(owner, "query", line.pk, data={"problem": "TYPE", "message": words})
    assert "1000" in page
    assert words.strip() in page


def test_a_reflection_with_html_is_text(owner):
    line = offer(owner, peer_review=True)
    page = visit(owner, "reflection", line.pk, data={"text": HOSTILE})
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert Reflection.objects.get().text == HOSTILE
    assert "Removed:" in visit(owner, "reflection", line.pk, data={"text": ""})


def test_a_reflection_says_what_emptying_it_does(owner):
    line = offer(owner, peer_review=True)
    page = visit(owner, "reflection", line.pk)
    assert "(optional)" not in page
    assert "Empty the box" not in page
    visit(owner, "reflection", line.pk, data={"text": "We now ask."})
    page = visit(owner, "reflection", line.pk)
    assert "If you empty the box, the peer review no longer counts" in page
    page = visit(owner, "reflection", line.pk, data={"text": ""})
    assert "this peer review does not count until you write it again" in page


def test_after_the_cycle_a_reflection_cannot_be_emptied(owner):
    line = offer(owner, peer_review=True)
    visit(owner, "reflection", line.pk, data={"text": "We now ask."})
    page = visit(owner, "reflection", line.pk, at=NEW_YEAR)
    assert "you can change it, but not empty it" in page
    page = visit(owner, "reflection", line.pk, data={"text": ""}, at=NEW_YEAR)
    assert "There is a problem" in page
    assert "The cycle ended on 31 December 2027, so the reflection statement must stay" in page
    assert Reflection.objects.get().text == "We now ask."


def test_the_standing_instruction_is_given_and_ended(owner):
    assert "You have no standing instruction" in visit(owner, "instruction")
    assert "is on." in visit(owner, "instruction", data={"wanted": "on"})
    actor = builders.actor_of(owner.user)
    services.mark_event(event_reference="EV-80001", kind=MarkKind.BOOKED, actor=actor, at=WINTER)
    offer(owner, at=WINTER)
    assert "accepted on Monday 22 November 2027" in visit(owner, "instruction")
    page = visit(owner, "instruction", data={"wanted": "off"})
    assert "is off. 1 event waits for you to accept." in page
    assert StandingInstruction.objects.get().ended_at is not None
    visit(owner, "instruction", data={"wanted": "perhaps"})
    assert not StandingInstruction.objects.filter(ended_at=None).exists()


LEARNED = {
    "title": "A book on binocular vision",
    "learned_on_day": "3",
    "learned_on_month": "5",
    "learned_on_year": "2027",
    "minutes": "90",
    "notes": HOSTILE,
}


def test_own_learning(owner):
    assert "What you learn besides approved CET appears here." in visit(owner, "learning")
    page = visit(owner, "add_learning", data=LEARNED)
    assert "does not count" in page
    assert "&lt;script&gt;" in page
    kept = OwnLearning.objects.get()
    page = visit(owner, "change_learning", kept.pk, data={**LEARNED, "title": "Two books"})
    assert "Two books" in page
    assert "cannot be brought back" in visit(owner, "remove_learning", kept.pk)
    assert "Removed." in visit(owner, "remove_learning", kept.pk, data={})
    assert not OwnLearning.objects.exists()


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"learned_on_year": "2028"}, "Enter a day that is over"),
        ({"learned_on_year": "0027"}, "year"),
        ({"learned_on_day": "31", "learned_on_month": "2"}, "real date"),
        ({"minutes": "lots"}, "whole number"),
        ({"minutes": "99999999999"}, "10000"),
        ({"title": ""}, "Enter"),
    ],
)
def test_own_learning_that_makes_no_sense(owner, wrong, sentence):
    page = visit(owner, "add_learning", data={**LEARNED, **wrong})
    assert "There is a problem" in page
    assert sentence in page
    assert not OwnLearning.objects.exists()


def test_learning_of_somebody_else_is_not_there(owner):
    visit(owner, "add_learning", data=LEARNED)
    stranger = builders.client_for(builders.registrant().user)
    key = OwnLearning.objects.get().pk
    for name in ("change_learning", "remove_learning"):
        assert stranger.get(reverse(f"registrants:{name}", args=[key])).status_code == 404
