"""The two buttons of the statement."""

import pytest
import time_machine
from django.urls import reverse

from tests import builders
from tests.registrants.building import LAST_SECOND, NEW_YEAR, WINTER, offer

pytestmark = pytest.mark.django_db
ALL = "/statement/accept/"


def press(user, address, at=WINTER):
    """Signed in at that time, as a session ends after some hours."""
    with time_machine.travel(at, tick=False):
        return builders.client_for(user).post(address, follow=True)


def test_one_line():
    owner = builders.registrant()
    line = offer(owner, total=3)
    address = reverse("registrants:accept", args=[line.pk])
    response = press(owner.user, address)
    assert response.redirect_chain[0][0] == f"/statement/?accepted={line.pk}"
    assert "3 points accepted." in response.content.decode()
    assert f"/statement/rate/{line.pk}/" in response.content.decode()
    response = press(owner.user, address)
    assert "accepted already" in response.content.decode()
    assert "There is a problem" not in response.content.decode()


def test_everything():
    owner = builders.registrant()
    offer(owner, 1, total=3)
    offer(owner, 2, total=1)
    assert "4 points accepted." in press(owner.user, ALL).content.decode()
    assert "Nothing was waiting" in press(owner.user, ALL).content.decode()
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
