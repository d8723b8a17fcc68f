"""Two people declare the same event: nothing of the second is lost."""

import pytest

from sessions_events.models import Declaration, EvidenceFile
from tests import builders
from tests.sessions_events.test_views_delivering import posted, text_of, url

pytestmark = pytest.mark.django_db
MINE = "A small room, and questions to the end."


@pytest.fixture
def colleague(world):
    """The browser of another administrator of the provider."""
    key = f"provider:{world.provider.pk}"
    return builders.client_for(builders.member(world.provider, "SYSTEM_ADMINISTRATOR"), key)


@pytest.mark.parametrize("act", ["check", "declare"])
def test_what_the_second_typed_goes_on_as_a_correction(world, colleague, act):
    event = world.event()
    address = url("declare", event.ev_number)
    colleague.post(address, posted(act="declare"))

    page = text_of(world.client.post(address, posted(act=act, how_it_went=MINE)))

    assert "declared it" in page
    assert "Nothing of yours has been declared" in page
    assert MINE in page
    assert f'action="{url("correct", event.ev_number)}"' in page
    assert "There is a problem" not in page
    assert Declaration.objects.count() == 1
    data = posted(act="declare", how_it_went=MINE, number="1", reason="My own view.")
    world.client.post(url("correct", event.ev_number), data)
    assert Declaration.objects.get(current=True).how_it_went == MINE


def test_what_is_not_complete_is_not_lost_either(world, colleague):
    event = world.event()
    address = url("declare", event.ev_number)
    colleague.post(address, posted(act="declare"))

    data = posted(act="check", how_it_went=MINE, attendees="")
    page = text_of(world.client.post(address, data))

    assert MINE in page
    assert "Nothing of yours has been declared" in page


def test_the_same_pressed_twice_stays_a_calm_sentence(world):
    event = world.event()
    address = url("declare", event.ev_number)
    for _press in range(2):
        answer = world.client.post(address, posted(act="declare"), follow=True)

    assert "has been declared already" in text_of(answer)
    assert Declaration.objects.count() == 1
    assert not EvidenceFile.objects.exists()
