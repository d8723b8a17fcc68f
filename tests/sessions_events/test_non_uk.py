"""CET outside the United Kingdom, for one registrant (domain.md 3.13)."""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from registrants.models import PointEntry
from sessions_events import services
from sessions_events.models import NonUkCet
from tests import builders
from tests.sessions_events import asking
from tests.sessions_events.asking import with_specialty

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return builders.registrant(surname="Rao")


@pytest.fixture
def actor(person):
    return builders.actor_of(person.user, "registrant")


@pytest.fixture
def staff():
    return builders.actor_of(builders.staff(), "staff")


def attended(person, staff, **changed):
    """Approved a month ago, attended since."""
    at = clock.now() - timedelta(days=30)
    asked = asking.asks_abroad(person, at=at)
    return asking.approved_abroad(asked, staff, at=at + timedelta(hours=1), **changed)


def with_evidence(asked, actor):
    return services.send_evidence(
        asked=asked,
        file=asking.file("certificate.txt", b"Attended."),
        note="Certificate.",
        actor=actor,
        at=clock.now(),
    )


def test_approved_evidence_becomes_pending_points_on_one_statement(person, actor, staff):
    asked = with_evidence(attended(person, staff), actor)

    asked = services.confirm_evidence(asked=asked, actor=staff, at=clock.now())

    assert asked.status == "CONFIRMED"
    line = PointEntry.objects.get()
    assert (line.registrant, line.status) == (person, "PENDING")
    assert (line.total, line.interactive, line.kind, line.peer_review) == (6, 3, "GENERAL", False)
    assert line.title == "Academy meeting (American Academy of Optometry)"
    assert line.units == ["O6"]
    asked.event.refresh_from_db()
    assert (asked.event.status, asked.event.provider.own) == ("UPLOADED", "NON_UK")
    assert OutboxMessage.objects.filter(kind="non_uk_points").count() == 1


def test_the_programme_is_with_the_application(person, staff):
    asked = attended(person, staff)

    (attachment,) = asked.event.application.attachments.all()
    assert attachment.file == asked.programme


def test_nothing_is_approved_afterwards(person, staff):
    asked = asking.asks_abroad(person, at=clock.now() - timedelta(days=8))

    with pytest.raises(Refused, match="never approved afterwards"):
        asking.approved_abroad(asked, staff)


def test_nothing_is_asked_for_afterwards(person):
    at = clock.now()

    with pytest.raises(Refused, match="never approved afterwards"):
        asking.asks_abroad(person, starts_at=at - timedelta(minutes=1))


def test_points_without_an_interactive_part(person, actor, staff):
    asked = with_evidence(attended(person, staff, interactive=0), actor)

    services.confirm_evidence(asked=asked, actor=staff, at=clock.now())

    assert PointEntry.objects.get().interactive == 0


def test_specialist_points_need_the_specialty(person, actor, staff):
    asked = asking.asks_abroad(person, at=clock.now() - timedelta(days=30))
    at = clock.now() - timedelta(days=29)
    with pytest.raises(Refused, match="hold no specialty"):
        asking.approved_abroad(asked, staff, at=at, specialist=True, units=["T1"])
    with_specialty(person, "INDEPENDENT_PRESCRIBING")

    asked = asking.approved_abroad(asked, staff, at=at, specialist=True, units=["T1"])
    services.confirm_evidence(asked=with_evidence(asked, actor), actor=staff, at=clock.now())

    line = PointEntry.objects.get()
    assert (line.kind, line.specialty) == ("SPECIALIST", "INDEPENDENT_PRESCRIBING")


def test_evidence_comes_after_the_event(person, actor, staff):
    asked = asking.approved_abroad(asking.asks_abroad(person), staff)

    with pytest.raises(Refused, match="not over yet"):
        with_evidence(asked, actor)


def test_other_evidence_can_be_asked_for(person, actor, staff):
    asked = with_evidence(attended(person, staff), actor)

    asked = services.send_back_evidence(
        asked=asked, reason="It names nobody.", actor=staff, at=clock.now()
    )

    assert (asked.status, asked.reasons) == ("APPROVED", "It names nobody.")
    asked = with_evidence(asked, actor)
    assert asked.status == "EVIDENCE_SENT"
    assert NonUkCet.objects.get().version == 3


def test_attendance_that_is_not_shown_ends_without_points(person, actor, staff):
    asked = with_evidence(attended(person, staff), actor)

    asked = services.say_not_shown(
        asked=asked, reason="The list has another name.", actor=staff, at=clock.now()
    )

    assert (asked.status, asked.event.status) == ("NOT_ATTENDED", "NOT_HELD")
    told = OutboxMessage.objects.get(kind="evidence_not_enough")
    assert told.to == person.user.email
    assert "The list has another name." in told.body
    assert not person.points.exists()


def test_whoever_did_not_attend_owes_nothing(person, actor, staff):
    after = services.say_not_attended(asked=attended(person, staff), actor=actor, at=clock.now())
    before = services.say_not_attended(
        asked=asking.approved_abroad(asking.asks_abroad(person), staff),
        actor=actor,
        at=clock.now(),
    )

    assert (after.status, before.status) == ("NOT_ATTENDED", "NOT_ATTENDED")
    after.event.refresh_from_db()
    before.event.refresh_from_db()
    assert (after.event.status, before.event.status) == ("NOT_HELD", "CANCELLED")


def test_a_refused_request_is_sent_again_with_its_programme(person, actor, staff):
    asked = services.refuse_asked(
        asked=asking.asks_abroad(person), reason="Which days?", actor=staff, at=clock.now()
    )
    at = clock.now()

    again = services.ask_non_uk_again(
        asked=asked, values=asking.non_uk(at, minutes=300), actor=actor, at=at
    )

    assert (again.status, again.minutes) == ("REQUESTED", 300)
    assert again.programme == asked.programme
