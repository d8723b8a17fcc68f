"""Notifications to read again, and as a file: one's own."""

import csv
import io

import pytest

from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from tests import builders

pytestmark = pytest.mark.django_db

ADDRESS = "/account/messages/"


def told(user, subject):
    return OutboxMessage.objects.create(
        key=f"{subject}:{user.email}",
        kind="draft_ready",
        user_id=user.pk,
        to=user.email,
        subject=subject,
        body="Read it.\nThen submit it.",
        path="/",
        created_at=clock.now(),
    )


def test_ones_own_notifications_as_a_file():
    user, other = builders.person(), builders.person()
    told(user, "A draft is ready")
    told(other, "Somebody else's")
    client = builders.client_for(user)

    assert "Download this list (CSV)" in client.get(ADDRESS).content.decode()
    response = client.get(f"{ADDRESS}?format=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))

    assert row["Subject"] == "A draft is ready"
    assert row["Text"] == "Read it.\nThen submit it."
    assert row["Read"] == ""
