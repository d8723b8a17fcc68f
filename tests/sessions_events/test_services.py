"""Declaring, uploading, certificates and ratings through the services."""

from datetime import date, timedelta

import pytest
from django.core import mail

from cet_portal.core.actor import CLOCK
from cet_portal.core.delivery import deliver_all
from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from registrants.enums import PointStatus
from registrants.models import PointEntry
from sessions_events import queries, services, tasks
from sessions_events.enums import Box, EventStatus
from sessions_events.models import CompletionCertificate, Rating, Upload
from sessions_events.queries import lateness
from tests import builders
from tests.sessions_events.building import World, london

S = EventStatus


def number_of(person):
    return person.entries.get().number


def boxes(upload):
    return list(upload.rows.order_by("line").values_list("box", flat=True))


def test_upload_before_the_declaration_is_refused(world, marsh):
    with pytest.raises(Refused):
        world.upload(world.event(), (2, number_of(marsh), "Marsh"))

    assert not PointEntry.objects.exists()


def test_a_difference_holds_the_declaration_and_the_upload(world, marsh):
    event = world.declared(as_approved=False, what_differed="A speaker was ill.")

    assert event.status == S.HELD
    with pytest.raises(Refused):
        world.upload(event, (2, number_of(marsh), "Marsh"))


@pytest.mark.parametrize(
    "settle, status, kind",
    [
        (services.release_declaration, S.DECLARED, "declaration_released"),
        (services.refuse_declaration, S.REFUSED, "declaration_refused"),
    ],
)
def test_staff_settle_and_the_provider_is_told(world, settle, status, kind):
    event = world.declared(as_approved=False, what_differed="A speaker was ill.")
    manager = builders.actor_of(builders.staff("CET_MANAGER"), "staff")

    event = settle(event=event, reason="Explained well.", actor=manager, at=world.at)

    assert event.status == status
    message = OutboxMessage.objects.get(kind=kind)
    assert event.ev_number in message.body
    assert f"/events/{event.ev_number}/" in message.body
    assert deliver_all(at=world.at) >= 1
    assert any(event.ev_number in sent.subject for sent in mail.outbox)


def test_without_completers_nothing_is_left_to_upload(world):
    assert world.declared(attendees=4, completers=0).status == S.UPLOADED


def test_overdue_is_told_once_with_its_sum(world):
    event = world.event(world.at.date() - timedelta(days=25))

    services.remind(provider=world.provider, actor=CLOCK, at=world.at)
    services.remind(provider=world.provider, actor=CLOCK, at=world.at)

    body = OutboxMessage.objects.get(kind="event_overdue").body
    assert event.ev_number in body
    assert "10 working days" in body
    assert not lateness.providers_to_tell(world.at.date()).exists()


def test_good_rows_become_pending_points_beside_bad_ones(world, marsh):
    event = world.declared()

    sent = world.upload(
        event,
        (2, number_of(marsh).replace("-", ""), "  MARSH "),
        (3, "01-99999", "Jones"),
        (4, number_of(marsh), "Jones"),
        (5, "=1+1", "Marsh"),
        (6, "", "Marsh"),
        (7, number_of(marsh), "Marsh"),
    )

    assert boxes(sent) == [Box.NOTED, *[Box.UNUSABLE] * 4, Box.KNOWN]
    assert PointEntry.objects.get().status == PointStatus.PENDING
    assert not any("Marsh" in row.sentence for row in sent.rows.all())


def test_the_same_rows_later_change_nothing(world, marsh):
    event, rows = world.declared(), [(2, number_of(marsh), "Marsh"), (3, "01-99999", "Jones")]
    world.upload(event, *rows)

    again = world.upload(event, *rows, at=world.at + timedelta(hours=1))

    assert boxes(again) == [Box.KNOWN, Box.UNUSABLE]
    assert PointEntry.objects.count() == 1


def test_pressed_twice_gives_the_same_upload(world, marsh):
    event, row = world.declared(), (2, number_of(marsh), "Marsh")

    first = world.upload(event, row)
    second = world.upload(event, row, at=world.at + timedelta(seconds=1))

    assert first == second
    assert Upload.objects.count() == 1


def test_points_after_the_end_of_the_cycle_are_late(marsh, db):
    world = World(at=london(2025, 1, 7))
    event = world.declared(date(2024, 12, 20))

    world.upload(event, (2, number_of(marsh), "Marsh"))

    assert PointEntry.objects.get().status == PointStatus.LATE


@pytest.mark.parametrize(
    "day, warned", [(date(2024, 12, 10), None), (date(2024, 12, 20), date(2024, 12, 31))]
)
def test_a_due_date_behind_the_end_of_the_cycle_is_known_when_planned(db, day, warned):
    event = World(at=london(2024, 12, 1)).event(day)

    assert queries.last_day_for_points(event) == warned


def test_a_certificate_is_issued_once_and_before_the_upload(world, marsh):
    event = world.event()
    values = {"event": event, "number": number_of(marsh), "actor": world.admin, "at": world.at}

    first = services.issue_certificate(surname="Marsh", **values)
    second = services.issue_certificate(surname="marsh", **values)

    assert first == second
    assert CompletionCertificate.objects.get().surname == "Marsh"


def test_a_certificate_bears_the_surname_as_the_register_spells_it(world):
    person = builders.registrant(surname="O'Donnell")
    values = {"event": world.event(), "number": number_of(person), "actor": world.admin}

    for typed in ("O'Donnell 王小明", "O'Donnell & <\"'> 100%"):
        with pytest.raises(Refused):
            services.issue_certificate(surname=typed, **values, at=world.at)
    issued = services.issue_certificate(surname="o’donnell", **values, at=world.at)

    assert issued.surname == "O'Donnell"


def test_a_certificate_for_a_mismatch_is_refused_without_a_name(world, marsh):
    with pytest.raises(Refused) as refused:
        services.issue_certificate(
            event=world.event(),
            number=number_of(marsh),
            surname="Jones",
            actor=world.admin,
            at=world.at,
        )

    assert "does not match" in str(refused.value)
    assert "Marsh" not in str(refused.value)


def test_rating_needs_accepted_points_and_can_be_changed(world, marsh):
    event = world.declared()
    actor = builders.actor_of(marsh.user, "registrant")
    world.upload(event, (2, number_of(marsh), "Marsh"))
    pending = PointEntry.objects.get()
    with pytest.raises(Refused):
        services.rate(entry=pending, score=5, comment="", actor=actor, at=world.at)

    entry = world.accepted(event, marsh)
    services.rate(entry=entry, score=5, comment="", actor=actor, at=world.at)
    services.rate(entry=entry, score=3, comment="Too long.", actor=actor, at=world.at)

    assert [(rating.score, rating.comment) for rating in Rating.objects.all()] == [(3, "Too long.")]


def test_the_timer_tells_each_overdue_event_once(world):
    late = world.event(world.at.date() - timedelta(days=25))
    world.event()

    tasks.tell_overdue()
    tasks.tell_overdue()

    assert OutboxMessage.objects.get(kind="event_overdue").path == f"/events/{late.ev_number}/"
