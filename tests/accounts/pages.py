"""Signing in as a person does: through the pages, with the code of the moment."""

import re
from datetime import UTC, datetime

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cet_portal.accounts import queries
from tests.builders import PASSWORD

ORIGIN = "http://testserver"


def browser() -> Client:
    """A client that checks tokens, as a browser's requests are checked."""
    return Client(enforce_csrf_checks=True)


def hidden(response, name: str) -> str:
    """The value of a hidden field on the page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"no hidden field {name}"
    return found[1]


def send(client: Client, path: str, data: dict, *, page: str = "", origin: str = ORIGIN):
    """Open `page` (by default `path`), take its token along, and send the form to `path`."""
    opened = client.get(page or path)
    guard = {"csrfmiddlewaretoken": hidden(opened, "csrfmiddlewaretoken")}
    return client.post(path, {**data, **guard}, headers={"Origin": origin})


def code_of(user) -> str:
    """The code that the person's app shows; used codes are forgotten, as after half a minute."""
    cache.clear()
    return queries.security_code(user.email, at=datetime.now(tz=UTC))


def sign_in(client: Client, user, *, to: str = "", password: str = PASSWORD):
    """E-mail, password, and the code where the account has one; the last answer."""
    page = reverse("account_login") + (f"?next={to}" if to else "")
    answer = send(client, page, {"login": user.email, "password": password})
    if answer.status_code == 302 and answer["Location"].startswith(reverse("mfa_authenticate")):
        answer = send(client, answer["Location"], {"code": code_of(user)})
    return answer


def is_signed_in(client: Client, user) -> bool:
    """Does the session belong to this person?"""
    return client.session.get("_auth_user_id") == str(user.pk)
