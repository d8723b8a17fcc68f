"""A group of the service navigation as a page."""

import pytest

from tests import builders

pytestmark = pytest.mark.django_db


def test_a_group_lists_its_pages_with_a_sentence_each():
    page = builders.client_for(builders.staff()).get("/pages/registrants/")

    assert page.status_code == 200
    said = page.content.decode()
    assert 'href="/register/accounts/"' in said
    assert "Help with an account, or with accepting points." in said


@pytest.mark.parametrize("key", ["registrants", "no-such-group"])
def test_a_group_that_somebody_does_not_see_is_not_there(key):
    registrant = builders.registrant()

    assert builders.client_for(registrant.user).get(f"/pages/{key}/").status_code == 404


def test_the_row_of_pages_stands_below_the_navigation_while_one_is_open():
    client = builders.client_for(builders.staff())

    assert "mycet-section__list" in client.get("/register/accounts/").content.decode()
    assert "mycet-section__list" not in client.get("/").content.decode()
