"""The kernel's two tasks, as a worker runs them."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail

from cet_portal.core import clock, health
from cet_portal.core.models import Heartbeat, OutboxMessage
from cet_portal.core.tasks import deliver_outbox, forget_ended_sessions, heartbeat

pytestmark = pytest.mark.django_db


def test_heartbeat_is_well_until_it_is_a_minute_old():
    heartbeat()

    health.beat_heartbeat()
    Heartbeat.objects.update(at=clock.now() - 2 * health.STALE_AFTER)
    with pytest.raises(health.Unwell, match="the last heartbeat is 12. seconds old"):
        health.beat_heartbeat()


def test_deliver_outbox_mails_what_waits():
    OutboxMessage.objects.create(
        key="a", kind="a", to="ann@example.org", subject="Hello", created_at=clock.now()
    )

    deliver_outbox()

    assert [sent.subject for sent in mail.outbox] == ["Hello"]


def test_forget_ended_sessions_keeps_those_that_go_on():
    for key, hours in (("ended", -1), ("goes-on", 1)):
        at = clock.now() + timedelta(hours=hours)
        Session.objects.create(session_key=key, session_data="", expire_date=at)

    forget_ended_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["goes-on"]
