"""The service navigation."""

from types import SimpleNamespace

import pytest

from cet_portal.accounts.roles import Role
from cet_portal.core import navigation
from cet_portal.core.actor import Actor
from cet_portal.home.sections import SECTIONS
from tests import builders

pytestmark = pytest.mark.django_db


def entries(user, path="/"):
    request = SimpleNamespace(actor=builders.actor_of(user), path=path)
    return navigation.entries(request)


def active(user, path):
    """The addresses that are marked as the place where somebody is: a group, a page in it."""
    shown = entries(user, path)
    pages = [page for entry in shown for page in entry["pages"]]
    return [each["url"] for each in (*shown, *pages) if each["active"]]


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


@pytest.mark.parametrize("role", [Role.GOC_STAFF, Role.CET_MANAGER])
def test_staff_see_at_most_eight_entries_and_each_group_has_a_sentence_for_each_page(role):
    shown = entries(builders.staff(role))

    assert len(shown) <= 8
    assert all(page["about"] for entry in shown for page in entry["pages"])


def test_registrants_see_at_most_eight_entries():
    assert len(entries(builders.registrant().user)) <= 8


def test_a_page_in_a_group_is_active_and_its_group_with_it():
    staff = builders.staff()

    assert active(staff, "/register/accounts/") == ["/pages/registrants/", "/register/accounts/"]
    assert active(staff, "/pages/registrants/") == ["/pages/registrants/"]


def test_the_only_entry_that_somebody_sees_of_a_group_stands_alone(monkeypatch):
    group = navigation.Group("one", "One", "home:section", "enter", 5)
    entry = navigation.Entry("Help", "home:help", "enter", 7, group="one")
    monkeypatch.setattr(navigation, "_groups", {"one": group})
    monkeypatch.setattr(navigation, "_entries", [entry])
    request = SimpleNamespace(actor=Actor(permissions=frozenset({"enter"})), path="/")

    assert [item["title"] for item in navigation.entries(request)] == ["Help"]


def test_whoever_does_not_have_the_group_sees_its_entries_alone():
    shown = [entry["url"] for entry in entries(builders.registrant().user)]

    assert "/directory/" in shown
    assert "/pages/tools/" not in shown


def test_every_group_that_an_entry_names_is_there():
    named = {entry.group for entry in navigation._entries if entry.group}

    assert named <= {key for key, *_rest in SECTIONS}
