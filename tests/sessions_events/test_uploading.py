"""Large uploads in the worker, interrupted and taken up again; several people at once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from registrants.models import PointEntry
from sessions_events import queries, services, tasks
from sessions_events.enums import Box, UploadStatus
from sessions_events.models import Upload
from sessions_events.services.uploading import reading, working
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World
from tests.sessions_events.sending import boxes, csv_of, number_of, sent_file

U = UploadStatus


def received(world, event, data, at=None):
    return services.receive_file(
        event=event,
        file=SimpleUploadedFile("people.csv", data),
        actor=world.admin,
        at=at or world.at,
    )


def people(count):
    return [builders.registrant(surname="Marsh", account=False) for _number in range(count)]


def rows_for(found):
    return csv_of(*[(number_of(person), "Marsh") for person in found])


def test_a_large_file_is_read_by_the_worker_and_its_owner_is_told(world, marsh, monkeypatch):
    monkeypatch.setattr(working, "MOST_BYTES_AT_ONCE", 10)
    event = world.declared()
    file = SimpleUploadedFile("people.csv", rows_for([marsh]))

    page = world.client.post(
        reverse("sessions_events:upload", args=[event.ev_number]), {"file": file}, follow=True
    )
    sent = Upload.objects.get()
    tasks.read_upload(upload_id=sent.pk)

    assert "You can leave this page" in page.content.decode()
    assert sent.status == U.RECEIVED
    sent.refresh_from_db()
    assert sent.status == U.PREVIEWED
    message = OutboxMessage.objects.get(kind="upload_read")
    assert message.user_id == world.user.pk
    assert "Ready: 1" in message.body


def test_many_rows_are_taken_by_the_worker_in_the_persons_name(world, marsh, monkeypatch):
    monkeypatch.setattr(working, "MOST_ROWS_AT_ONCE", 0)
    sent = sent_file(world, world.declared(), rows_for([marsh]))
    address = reverse("sessions_events:upload_take", args=[sent.event.ev_number, sent.pk])

    page = world.client.post(address, follow=True).content.decode()
    sent.refresh_from_db()
    assert sent.status == U.TAKING
    tasks.take_upload(upload_id=sent.pk)
    tasks.take_upload(upload_id=sent.pk)

    assert "The rows are being taken" in page
    assert PointEntry.objects.count() == 1
    assert OutboxMessage.objects.get(kind="upload_taken").user_id == world.user.pk
    assert not OutboxMessage.objects.filter(kind="upload_read").exists()


def test_the_worker_says_when_a_file_cannot_be_read(world):
    sent = received(world, world.declared(), b"%PDF-1.7 hello")

    tasks.read_upload(upload_id=sent.pk)

    sent.refresh_from_db()
    assert sent.status == U.UNREADABLE
    assert "PDF" in OutboxMessage.objects.get(kind="upload_read").body


def test_a_task_for_an_upload_that_is_gone_does_nothing(db):
    tasks.read_upload(upload_id=999_999)
    tasks.take_upload(upload_id=999_999)


def break_off(monkeypatch, after):
    """The worker dies after so many batches."""
    kept = []

    def keep(*args):
        if len(kept) == after:
            raise MemoryError
        kept.append(args)
        return working_keep(*args)

    working_keep = reading.keep
    monkeypatch.setattr(reading, "keep", keep)
    monkeypatch.setattr("sessions_events.services.uploading.staging.BATCH", 2)


def test_a_reading_that_broke_off_goes_on_where_it_was(world, monkeypatch):
    sent = received(world, world.declared(), rows_for(people(5)))
    with monkeypatch.context() as broken:
        break_off(broken, after=2)
        with pytest.raises(MemoryError):
            tasks.read_upload(upload_id=sent.pk)
    assert sent.rows.count() == 4

    tasks.read_upload(upload_id=sent.pk)

    sent.refresh_from_db()
    assert (sent.status, sent.rows_total, sent.rows.count()) == (U.PREVIEWED, 5, 5)


def test_the_sweep_takes_up_what_stood_still(world, marsh, django_capture_on_commit_callbacks):
    long_ago = clock.now() - timedelta(minutes=10)
    event = world.declared()
    still = received(world, event, rows_for([marsh]), at=long_ago)
    fresh = received(world, event, csv_of(("01-99999", "Fell")), at=clock.now())

    with django_capture_on_commit_callbacks() as asked:
        tasks.resume_uploads()
        tasks.resume_uploads()

    assert [dict(each.ids)["upload_id"] for each in asked] == [still.pk]
    assert fresh.pk != still.pk


def test_what_brings_down_every_worker_is_given_up_after_an_hour(world):
    sent = received(world, world.declared(), b"x", at=clock.now() - timedelta(hours=2))

    tasks.resume_uploads()

    sent.refresh_from_db()
    assert sent.status == U.UNREADABLE
    assert "could not read this file" in sent.problem


@pytest.mark.parametrize("how", ["withdraw", "replace"])
def test_a_withdrawn_person_may_be_uploaded_again(world, marsh, how):
    fell = builders.registrant(surname="Fell")
    sent = sent_file(world, world.declared(), rows_for([marsh]))
    services.take(upload=sent, actor=world.admin, at=world.at)
    row = sent.rows.get()

    if how == "withdraw":
        services.withdraw(
            event=sent.event, rows=[row.pk], reason="Not there.", actor=world.admin, at=world.at
        )
    else:
        services.replace_person(
            row=row,
            number=number_of(fell),
            surname="Fell",
            reason="Namesake.",
            actor=world.admin,
            at=world.at,
        )
    again = world.upload(sent.event, (2, number_of(marsh), "Marsh"))

    statuses = PointEntry.objects.filter(registrant=marsh).values_list("status", flat=True)
    assert sorted(statuses) == ["PENDING", "REVERSED"]
    assert PointEntry.objects.filter(registrant=fell).count() == (how == "replace")
    assert boxes(again) == [Box.READY]
    assert OutboxMessage.objects.get(kind="points_taken_back").user_id == marsh.user_id


# Real transactions


@pytest.mark.django_db(transaction=True)
def test_two_takes_at_once_give_each_person_one_line():
    world = World()
    sent = sent_file(world, world.declared(), rows_for(people(20)))
    admin = world.admin

    together(*[lambda: services.take(upload=sent, actor=admin, at=world.at)] * 4)

    assert PointEntry.objects.count() == 20
    assert not queries.to_take(sent).exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_reading_at_once_keep_each_row_once(monkeypatch):
    world = World()
    sent = received(world, world.declared(), rows_for(people(30)))
    monkeypatch.setattr("sessions_events.services.uploading.staging.BATCH", 3)

    outcomes = together(*[lambda: tasks.read_upload(upload_id=sent.pk)] * 3)

    sent.refresh_from_db()
    assert outcomes == [None] * 3
    assert (sent.status, sent.rows_total, sent.rows.count()) == (U.PREVIEWED, 30, 30)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_twice_at_once_is_one_upload():
    world = World()
    event, data, admin = world.declared(), rows_for(people(5)), world.admin

    def send():
        return services.send(
            event=event,
            file=SimpleUploadedFile("people.csv", data),
            key="2026-11-22",
            commit=True,
            actor=admin,
            at=world.at,
        )

    outcomes = together(*[send] * 4)

    assert {each.pk for each in outcomes} == {Upload.objects.get().pk}
    assert PointEntry.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_two_withdrawals_at_once_take_back_once():
    world = World()
    sent = sent_file(world, world.declared(), rows_for(people(3)))
    admin = world.admin
    services.take(upload=sent, actor=admin, at=world.at)
    keys = list(sent.rows.values_list("pk", flat=True))

    outcomes = together(
        *[
            lambda: services.withdraw(
                event=sent.event, rows=keys, reason="Wrong list.", actor=admin, at=world.at
            )
        ]
        * 2
    )

    assert sorted(map(len, outcomes)) == [0, 3]
