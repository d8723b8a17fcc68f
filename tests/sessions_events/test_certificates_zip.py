"""Certificates of an event, made all at once by a worker, as a ZIP file."""

import zipfile
from datetime import timedelta

import pytest

from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage, StoredFile
from sessions_events import queries, services, tasks
from sessions_events.enums import BatchStatus
from sessions_events.models import CertificateBatch
from sessions_events.services.certifying import zipping
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World
from tests.sessions_events.certifying import (
    make,
    number_of,
    people,
    uploaded,
    withdraw_points,
)


def test_a_zip_holds_a_pdf_of_everybody(world):
    event = uploaded(world, *people("Marsh", "Fell", "Hill"))
    ask = {"event": event, "actor": world.admin, "at": world.at}

    batch = services.ask_for_zip(**ask)
    assert services.ask_for_zip(**ask) == batch
    batch = make(batch, world.at + timedelta(seconds=3))  # a worker comes later

    assert (batch.status, batch.done, batch.total) == (BatchStatus.DONE, 3, 3)
    with batch.files.get().file.file.open("rb") as file, zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert archive.read(names[0]).startswith(b"%PDF-")
    numbers = queries.certificates_of(event).values_list("number", flat=True)
    assert sorted(names) == sorted(f"{event.ev_number}-{number}.pdf" for number in numbers)
    assert OutboxMessage.objects.get(kind="certificates_made").user_id == world.user.pk
    assert services.ask_for_zip(**ask) == batch  # pressed twice


def test_a_killed_worker_loses_no_finished_file(world, monkeypatch):
    monkeypatch.setattr(zipping, "MOST_IN_A_FILE", 2)
    event = uploaded(world, *people("Marsh", "Fell", "Hill"))
    batch = services.ask_for_zip(event=event, actor=world.admin, at=world.at)
    printed_before = []

    def dies_at_the_third(self, said, pdf=services.Printer.pdf):
        printed_before.append(said)
        if len(printed_before) == 3:
            raise MemoryError
        return pdf(self, said)

    with monkeypatch.context() as patched:
        patched.setattr(services.Printer, "pdf", dies_at_the_third)
        with pytest.raises(MemoryError):
            make(batch, world.at)
    batch.refresh_from_db()
    assert (batch.status, batch.files.count()) == (BatchStatus.MAKING, 1)
    assert not queries.stalled_batches(world.at).exists()
    assert queries.stalled_batches(world.at + timedelta(minutes=3)).get() == batch

    batch = make(batch, world.at)

    assert list(batch.files.order_by("place").values_list("certificates", flat=True)) == [2, 1]


def test_a_worker_stops_where_another_took_over(world, marsh, monkeypatch):
    event = uploaded(world, marsh)
    batch = services.ask_for_zip(event=event, actor=world.admin, at=world.at)

    def another_begins(self, said, pdf=services.Printer.pdf):
        CertificateBatch.objects.update(worker="00000000-0000-4000-8000-000000000000")
        return pdf(self, said)

    monkeypatch.setattr(services.Printer, "pdf", another_begins)
    batch = make(batch, world.at)

    assert (batch.status, batch.files.count()) == (BatchStatus.MAKING, 0)


def test_what_is_withdrawn_during_the_zip_is_not_in_it(world, monkeypatch):
    marsh, fell = people("Marsh", "Fell")
    event = uploaded(world, marsh, fell)
    batch = services.ask_for_zip(event=event, actor=world.admin, at=world.at)
    pdf = services.Printer.pdf

    def withdrawn_meanwhile(self, said):
        if queries.certificates_of(event).filter(registrant_id=fell.pk).exists():
            withdraw_points(world, event, fell)
        return pdf(self, said)

    monkeypatch.setattr(services.Printer, "pdf", withdrawn_meanwhile)
    batch = make(batch, world.at)

    with batch.files.get().file.file.open("rb") as file, zipfile.ZipFile(file) as archive:
        assert archive.namelist() == [f"{event.ev_number}-{number_of(marsh)}.pdf"]


def test_withdrawn_after_the_zip_is_said_beside_it(world, marsh):
    event = uploaded(world, marsh)
    batch = make(services.ask_for_zip(event=event, actor=world.admin, at=world.at), world.at)
    withdraw_points(world, event, marsh)

    assert queries.withdrawn_since(batch) == 1


def test_zip_files_go_after_thirty_days(world, marsh, django_capture_on_commit_callbacks):
    event = uploaded(world, marsh)
    batch = make(services.ask_for_zip(event=event, actor=world.admin, at=world.at), world.at)
    stored = batch.files.get().file
    later = batch.keep_until + timedelta(days=1)

    assert not queries.batches_to_remove(batch.keep_until).exists()
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_files(
            batch=queries.batches_to_remove(later).get(), actor=CLOCK, at=world.at
        )

    batch.refresh_from_db()
    assert batch.status == BatchStatus.REMOVED
    assert not stored.file.storage.exists(stored.file.name)
    assert not StoredFile.objects.filter(pk=stored.pk).exists()


def test_a_batch_that_nobody_can_make_is_given_up(world, marsh):
    batch = services.ask_for_zip(event=uploaded(world, marsh), actor=world.admin, at=world.at)

    services.resume_batch(batch=batch, actor=CLOCK, at=world.at + timedelta(hours=25))

    batch.refresh_from_db()
    assert batch.status == BatchStatus.GIVEN_UP


@pytest.mark.django_db(transaction=True)
def test_asked_by_two_at_once_there_is_one_zip():
    builders.reference()
    world, marsh = World(), builders.registrant(surname="Marsh")
    event = uploaded(world, marsh)

    first, second = together(
        *[lambda: services.ask_for_zip(event=event, actor=world.admin, at=world.at)] * 2
    )

    assert first == second == CertificateBatch.objects.get()


def test_the_tasks_find_their_work(world, marsh):
    batch = services.ask_for_zip(event=uploaded(world, marsh), actor=world.admin, at=world.at)

    tasks.make_certificates(batch_id=batch.pk)
    tasks.make_certificates(batch_id=0)
    tasks.resume_certificates()
    tasks.remove_zip_files()

    batch.refresh_from_db()
    assert batch.status == BatchStatus.DONE


def test_the_page_of_a_zip_shows_how_far_the_worker_is(world):
    event = uploaded(world, *people("Marsh", "Fell", "Hill"))
    batch = services.ask_for_zip(event=event, actor=world.admin, at=world.at)
    CertificateBatch.objects.filter(pk=batch.pk).update(done=2, total=3)

    page = world.client.get(f"/events/{event.ev_number}/certificates/made/{batch.pk}/")

    text = " ".join(page.content.decode().split())
    assert "The certificates are being made" in text
    assert 'value="2"' in text
    assert 'max="3"' in text
