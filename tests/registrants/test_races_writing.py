"""Two tabs that save at the same instant: one is told what the other saved."""

import pytest

from registrants import queries, services
from registrants.models import OwnLearning, Reflection
from tests import builders
from tests.racing import together
from tests.registrants.building import WINTER, offer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner():
    return builders.registrant()


@pytest.fixture
def actor(owner):
    return builders.actor_of(owner.user)


def test_two_reflections_at_once(owner, actor):
    line = offer(owner, peer_review=True)

    def write(text):
        services.write_reflection(entry=line, text=text, version="", actor=actor, at=WINTER)
        return text

    outcomes = together(lambda: write("One."), lambda: write("Two."))
    [told] = [each for each in outcomes if isinstance(each, services.WrittenMeanwhile)]
    [kept] = [each for each in outcomes if isinstance(each, str)]
    assert Reflection.objects.get().text == told.current.text == kept


def test_learning_is_changed_twice_at_once(actor):
    values = {"learned_on": WINTER.date(), "minutes": 90, "notes": "", "actor": actor, "at": WINTER}
    learning = services.keep_learning(title="A book", **values)
    values["version"] = queries.version_of_learning(learning)

    def change(title):
        return services.keep_learning(learning=learning, title=title, **values)

    outcomes = together(lambda: change("One book"), lambda: change("Two books"))
    [told] = [each for each in outcomes if isinstance(each, services.WrittenMeanwhile)]
    [kept] = [each for each in outcomes if isinstance(each, OwnLearning)]
    assert OwnLearning.objects.get().title == told.current.title == kept.title
