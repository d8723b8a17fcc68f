"""The two buttons of the statement."""

import pytest
import time_machine
from django.urls import reverse

from cet_portal.core.actor import CLOCK
from registrants import services
from registrants.enums import DeclineReason, QueryProblem
from registrants.models import PointEntry
from tests import builders
from tests.registrants.building import LAST_SECOND, NEW_YEAR, WINTER, offer

pytestmark = pytest.mark.django_db
ALL = "/statement/accept/"


def press(user, address, at=WINTER, data=None):
    """Signed in at that time, as a session ends after some hours."""
    with time_machine.travel(at, tick=False):
        return builders.client_for(user).post(address, data or {}, follow=True)


def ticked(*lines):
    """The form with these lines ticked."""
    return {"what": "ticked", "line": [line.pk for line in lines]}


def test_one_line():
    owner = builders.registrant()
    line = offer(owner, total=3)
    address = reverse("registrants:accept", args=[line.pk])
    response = press(owner.user, address)
    assert response.redirect_chain[0][0] == f"/statement/?accepted={line.pk}"
    assert "3 points accepted." in response.content.decode()
    assert f"/statement/rate/{line.pk}/" in response.content.decode()
    response = press(owner.user, address)
    assert "“Subject 1” is accepted already" in response.content.decode()
    assert "There is a problem" not in response.content.decode()


def test_everything():
    owner = builders.registrant()
    offer(owner, 1, total=3)
    offer(owner, 2, total=1)
    assert "4 points accepted." in press(owner.user, ALL).content.decode()
    assert "nothing was waiting for you any more" in press(owner.user, ALL).content.decode()
    assert set(owner.points.values_list("status", flat=True)) == {"ACCEPTED"}


def test_after_the_cycle_there_is_a_sentence():
    owner = builders.registrant()
    line = offer(owner)
    response = press(owner.user, reverse("registrants:accept", args=[line.pk]), at=NEW_YEAR)
    assert "can no longer be accepted" in response.content.decode()
    line.refresh_from_db()
    assert line.status == "PENDING"
    assert press(owner.user, reverse("registrants:accept", args=[line.pk]), at=LAST_SECOND)
    line.refresh_from_db()
    assert line.status == "ACCEPTED"


@pytest.mark.parametrize("lapsed_already", [True, False])
def test_a_second_after_the_cycle_accepting_all_says_that_it_has_ended(lapsed_already):
    owner = builders.registrant()
    line = offer(owner)
    if lapsed_already:
        services.lapse(lines=PointEntry.objects.filter(pk=line.pk), actor=CLOCK, at=NEW_YEAR)
    page = press(owner.user, ALL, at=NEW_YEAR, data={"what": "all", "shown": line.pk})
    page = page.content.decode()
    assert "Nothing was accepted." in page
    assert "The cycle ended on 31 December 2027" in page
    assert "accepted already" not in page


def test_what_was_declined_queried_or_accepted_in_another_tab_is_said_of_each():
    owner = builders.registrant()
    actor = builders.actor_of(owner.user)
    declined, queried, done, open_line = (offer(owner, number) for number in (1, 2, 3, 4))
    services.decline_lines(
        lines=[declined.pk], because=DeclineReason.NOT_ME, actor=actor, at=WINTER
    )
    services.query_line(
        entry=queried, problem=QueryProblem.DATE, message="The 5th", actor=actor, at=WINTER
    )
    page = press(owner.user, ALL, data=ticked(declined)).content.decode()
    assert "“Subject 1” was declined" in page
    assert "accepted already" not in page
    page = press(owner.user, ALL, data=ticked(queried)).content.decode()
    assert "You said that “Subject 2” is wrong" in page
    services.accept(entry=done, actor=actor, at=WINTER)
    page = press(owner.user, ALL, data=ticked(declined, queried, done, open_line))
    page = page.content.decode()
    assert "3 points accepted." in page
    assert "“Subject 1” was declined" in page
    assert "“Subject 3” is accepted already" in page


def test_a_line_of_somebody_else_is_not_there():
    line = offer(builders.registrant())
    stranger = builders.registrant().user
    assert press(stranger, reverse("registrants:accept", args=[line.pk])).status_code == 404


def test_looking_changes_nothing():
    owner = builders.registrant()
    offer(owner)
    assert builders.client_for(owner.user).get(ALL).status_code == 405


def test_other_roles_may_not_enter():
    _provider, admin = builders.provider_with()
    assert builders.client_for(admin).post(ALL).status_code == 403
