"""The service navigation."""

from types import SimpleNamespace

import pytest

from cet_portal.core import navigation
from tests import builders

pytestmark = pytest.mark.django_db


def active(user, path):
    """The addresses that are marked as the place where somebody is."""
    request = SimpleNamespace(actor=builders.actor_of(user), path=path)
    return [entry["url"] for entry in navigation.entries(request) if entry["active"]]


@pytest.mark.parametrize(
    "path, place",
    [
        ("/", "/"),
        ("/statement/", "/statement/"),
        ("/statement/record/", "/statement/"),
        ("/statement/profile/", "/statement/profile/"),
        ("/statement/profile/join/", "/statement/profile/"),
    ],
)
def test_one_entry_is_active_the_one_that_fits_best(path, place):
    assert active(builders.registrant().user, path) == [place]


def test_no_entry_is_active_on_a_page_that_belongs_to_none():
    assert active(builders.registrant().user, "/help/") == []
