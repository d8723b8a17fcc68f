"""Pages instead of a page: what they say, and to whom."""

import pytest
from django.urls import reverse

from tests import builders

pytestmark = pytest.mark.django_db

ANOTHER = "You have more than one role"


def said(client, path):
    answer = client.get(path)
    assert answer.status_code == 403
    return answer.content.decode()


def test_only_a_person_with_several_roles_is_told_of_another():
    several = builders.approver()
    builders.member(builders.provider_with()[0], "CET_AUTHOR", user=several)

    none = said(builders.client_for(builders.person()), "/queue/")
    one = said(builders.client_for(builders.registrant().user), "/queue/")
    two = said(builders.client_for(several, "approver"), "/sessions/")

    assert "Your account has no role yet" in none
    assert "Your present role cannot open this page." in one
    assert ANOTHER not in none + one
    assert "Your present role cannot open this page." in two
    assert ANOTHER in two


@pytest.mark.parametrize("name", ["registrants:accept_all", "accounts:switch_role"])
def test_an_address_of_a_button_answers_a_look_with_a_page(name):
    client = builders.client_for(builders.registrant().user)

    answer = client.get(reverse(name))

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "belongs to a button on another page" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_sending_to_an_address_that_only_shows_answers_with_a_page(client):
    client = builders.client_for(builders.registrant().user)

    answer = client.post(reverse("accounts:message_list"))

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "nothing can be sent to it" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["runs/run-10001/results/", "people/01-20104%0a/statement/2025-2027/", "no-such-thing/"]
)
def test_an_address_of_the_api_that_there_is_not_answers_in_its_form(client, path):
    answer = client.get(f"/api/v1/{path}")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {"detail": "There is nothing at this address."}


@pytest.mark.parametrize("query", ["from=abc", "limit=abc", "offset=x", "limit=0"])
def test_the_api_refuses_words_that_it_does_not_know(client, query):
    for path in ("events", "cet"):
        answer = client.get(f"/api/v1/{path}/?{query}")

        assert answer.status_code == 400
        assert list(answer.json()) == [query.split("=")[0]]


def test_the_api_speaks_json_alone(client):
    answer = client.get("/api/v1/cet/", headers={"Accept": "text/html"})

    assert answer.status_code == 406
    assert answer.json()["detail"]


def test_the_api_answers_in_its_own_form(client):
    answer = client.post("/api/v1/cet/")

    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/json"
