"""GOC staff read all applications."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return builders.client_for(builders.staff())


def count_queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_list_is_of_all_providers_without_drafts(client):
    draft = builders.draft()
    submitted, approved = (builders.application_at(each) for each in ("SUBMITTED", "APPROVED"))

    content = client.get("/overview/applications/").content.decode()

    assert draft.c_number not in content
    assert submitted.c_number in content
    assert approved.provider.name in content
    assert 'value="DRAFT"' not in content


def test_list_filters_by_status(client):
    submitted, approved = (builders.application_at(each) for each in ("SUBMITTED", "APPROVED"))

    content = client.get("/overview/applications/?status=APPROVED").content.decode()

    assert approved.c_number in content
    assert submitted.c_number not in content


def test_list_says_what_will_appear_when_it_is_empty(client):
    assert "appear here" in client.get("/overview/applications/").content.decode()


@pytest.mark.parametrize("sort", ["number", "-title", "provider", "status", "submitted", "-due"])
def test_list_sorts_by_each_column(client, sort):
    builders.application_at("SUBMITTED")

    assert client.get(f"/overview/applications/?sort={sort}").status_code == 200


def test_list_asks_as_many_queries_for_one_row_as_for_thirty(client):
    provider, reviewer = builders.provider_with()[0], builders.approver()
    builders.application_at("IN_REVIEW", provider=provider, approver=reviewer)
    for_one = count_queries(client, "/overview/applications/")

    for _row in range(29):
        builders.application_at("IN_REVIEW", provider=provider, approver=reviewer)

    assert count_queries(client, "/overview/applications/") == for_one


@pytest.mark.parametrize("status", [status for status in builders.ROUTES if status != "DRAFT"])
def test_page_shows_history_and_no_way_to_decide(client, status):
    application = builders.application_at(status)

    content = client.get(f"/overview/applications/{application.c_number}/").content.decode()

    main = content.split("<main")[1].split("</main>")[0]
    assert "History" in main
    assert "/decide/" not in main


def test_page_of_a_draft_is_not_found(client):
    assert client.get(f"/overview/applications/{builders.draft().c_number}/").status_code == 404


def test_pages_are_for_staff():
    _provider, admin = builders.provider_with()

    for user in (admin, builders.approver(), builders.registrant().user):
        assert builders.client_for(user).get("/overview/applications/").status_code == 403
