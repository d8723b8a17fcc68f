"""A session without events is removed; one that had any stays."""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from cet_portal.core.models import AuditEvent
from cet_portal.core.permissions import Refused
from sessions_events import services
from sessions_events.models import Change, Event, Session
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db


def soon(world):
    return clock.london_date(world.at) + timedelta(days=7)


def remove(world, session, actor=None):
    services.remove_session(session=session, actor=actor or world.admin, at=world.at)


def test_a_session_without_events_is_removed_after_a_check_page(world):
    session = world.session(soon(world))
    services.change_session(
        session=session, version=1, values={"name": "Another"}, actor=world.admin, at=world.at
    )
    page, address = f"/sessions/{session.s_number}/", f"/sessions/{session.s_number}/remove/"
    client = world.client

    assert address in client.get(page).content.decode()
    assert "Remove the session" in client.get(address).content.decode()
    assert Session.objects.exists()
    answer = client.post(address, follow=True)

    assert f"Session {session.s_number} is removed." in answer.content.decode()
    assert client.get(page).status_code == 404
    assert not Change.objects.exists()
    kept = AuditEvent.objects.get(verb="session.remove")
    assert (kept.reference, kept.data["name"]) == (session.s_number, "Another")


def test_a_session_with_an_event_stays_also_when_it_was_cancelled(world):
    event = world.event(soon(world))
    session, client = event.session, world.client
    page, address = f"/sessions/{session.s_number}/", f"/sessions/{session.s_number}/remove/"

    for _status in ("planned", "cancelled"):
        assert address not in client.get(page).content.decode()
        with pytest.raises(Refused, match="has events, so it stays"):
            remove(world, session)
        client.post(address)
        assert Session.objects.filter(pk=session.pk).exists()
        if _status == "planned":
            services.cancel_event(event=event, reason="Ill.", actor=world.admin, at=world.at)


def test_removed_twice_is_removed_once(world):
    session = world.session(soon(world))

    for _press in range(2):
        remove(world, Session(pk=session.pk, provider=world.provider))

    assert AuditEvent.objects.filter(verb="session.remove").count() == 1


def test_another_provider_removes_nothing(world):
    session, other = world.session(soon(world)), World()

    with pytest.raises(Refused):
        remove(world, session, actor=other.admin)
    assert other.client.post(f"/sessions/{session.s_number}/remove/").status_code == 404
    assert Session.objects.filter(pk=session.pk).exists()


def test_a_form_that_was_open_meanwhile_is_told(world):
    session = world.session(soon(world))
    open_form = Session.objects.get(pk=session.pk)
    remove(world, session)

    with pytest.raises(Refused, match="removed meanwhile"):
        world.into(open_form)
    with pytest.raises(Refused, match="removed meanwhile"):
        services.change_session(
            session=open_form, version=1, values={"name": "B"}, actor=world.admin, at=world.at
        )
    assert not Event.objects.exists()
