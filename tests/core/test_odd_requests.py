"""Requests that no browser sends: an answer below 500, and nothing of a signed-in person kept."""

import pytest
from django.conf import settings
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db

UTF_16 = "application/x-www-form-urlencoded; charset=utf-16"


@pytest.fixture
def client():
    """A browser that has been here before, so that the body is read for its token."""
    client = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})
    client.get("/accounts/login/")
    return client


@pytest.mark.parametrize("path", ["/accounts/login/", "/no-such-page/", "/sessions/"])
def test_a_form_in_another_encoding_is_a_bad_request(client, path):
    answer = client.post(path, b"a=b", content_type=UTF_16)

    assert answer.status_code in (400, 404)
    assert b"govuk-heading" in answer.content


def test_a_form_in_another_encoding_is_a_bad_request_when_signed_in(client):
    client.force_login(builders.registrant().user)

    assert client.post("/statement/", b"a=b", content_type=UTF_16).status_code == 400


@pytest.mark.parametrize(
    "key", ["\x00" * 32, "abcdefgh\x00ijklmnopqrstuvwxyz", '"ab\\000cdefghijk"']
)
def test_a_session_cookie_that_we_never_gave_is_no_session(client, key):
    client.cookies[settings.SESSION_COOKIE_NAME] = "placeholder"
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}"

    assert client.get("/", headers={"Cookie": cookie}).status_code == 200
    assert client.get("/statement/", headers={"Cookie": cookie}).status_code == 302


@pytest.mark.parametrize("path", ["/", "/statement/", "/help/", "/no-such-page/", "/api/v1/cet/"])
def test_what_a_signed_in_person_sees_is_stored_nowhere(path):
    client = Client()
    client.force_login(builders.registrant().user)

    assert "no-store" in client.get(path)["Cache-Control"]


def test_pages_for_everybody_may_be_stored():
    assert "no-store" not in Client().get("/help/").get("Cache-Control", "")


def test_health_keeps_its_own_header_and_needs_no_session():
    client = Client()
    client.force_login(builders.registrant().user)

    assert "no-store" in client.get("/healthz")["Cache-Control"]
