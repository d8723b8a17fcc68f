"""GOC staff read all applications."""

import pytest

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return builders.client_for(builders.staff())


@pytest.mark.parametrize("status", [status for status in builders.ROUTES if status != "DRAFT"])
def test_page_shows_history_and_nothing_to_press(client, status):
    application = builders.application_at(status)

    content = client.get(f"/overview/applications/{application.c_number}/").content.decode()

    main = content.split("<main")[1].split("</main>")[0]
    assert "History" in main
    assert "<button" not in main


def test_page_of_a_draft_is_not_found(client):
    assert client.get(f"/overview/applications/{builders.draft().c_number}/").status_code == 404


def test_pages_are_for_staff():
    _provider, admin = builders.provider_with()

    for user in (admin, builders.approver(), builders.registrant().user):
        assert builders.client_for(user).get("/overview/applications/").status_code == 403
