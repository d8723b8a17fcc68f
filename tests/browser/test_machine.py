"""A machine uploads with its key over HTTP, against the running product."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from cet_portal.core import clock
from registrants.models import PointEntry
from sessions_events import services
from tests.builders import actor_of, application_at, provider_with, registrant
from tests.delivered import declaration, event_held

pytestmark = pytest.mark.browser


@pytest.fixture
def machine(stack, transactional_db):
    """The address of a declared event's uploads, and the secret of a key of its provider."""
    provider, account = provider_with()
    admin = actor_of(account, f"provider:{provider.pk}")
    held = event_held(application_at("APPROVED", provider=provider))
    values = declaration(attendees=2, completers=2)
    event = services.declare(event=held, values=values, actor=admin, at=held.ends_at)
    _key, secret = services.make_key(name="Bookings", actor=admin, at=clock.now())
    return f"{stack.address}/api/v1/events/{event.ev_number}/uploads/", secret


def send(address, secret, rows):
    """Status and answer of one upload."""
    names = ("registration_number", "surname")
    body = json.dumps({"rows": [dict(zip(names, row, strict=True)) for row in rows]}).encode()
    headers = {
        "Authorization": f"Bearer {secret}",
        "Content-Type": "application/json",
        "Idempotency-Key": "list-1",
    }
    try:
        with urlopen(Request(address, body, headers), timeout=30) as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        return error.code, {}


def test_a_key_uploads_over_http_and_the_same_request_again_changes_nothing(machine):
    address, secret = machine
    marsh = registrant(surname="Marsh")
    rows = [(marsh.entries.get().number, "Marsh"), ("01-99999", "Fell")]

    status, report = send(address, secret, rows)
    again, _report = send(address, secret, rows)

    assert (status, again) == (201, 200)
    assert [item["box"] for item in report["items"]] == ["READY", "UNUSABLE"]
    assert PointEntry.objects.get().registrant == marsh


def test_a_wrong_key_is_turned_away_over_http(machine):
    address, secret = machine

    status, _report = send(address, secret[:-1] + "x", [("01-99999", "Fell")])

    assert status == 401
    assert not PointEntry.objects.exists()


def test_a_registrants_key_reads_the_own_statement_over_http_and_no_upload(stack, machine):
    uploads, _secret = machine
    fell = registrant(surname="Fell")
    _key, secret = services.make_key(name="Mine", actor=actor_of(fell.user), at=clock.now())
    headers = {"Authorization": f"Bearer {secret}"}

    with urlopen(Request(f"{stack.address}/api/v1/statement/2025-2027/", None, headers)) as answer:
        found = json.load(answer)
    status, _report = send(uploads, secret, [("01-99999", "Fell")])

    assert found["number"] == fell.entries.get().number
    assert "whole months on the register" in found["requirements"][0]["explanation"]
    assert status == 403
