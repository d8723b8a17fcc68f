"""Certificates: what they say, as PDF/A, issued once, withdrawn, made all at once, mailed."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf.generic import DictionaryObject

from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage, StoredFile
from cet_portal.core.permissions import Refused
from registrants.models import PointEntry
from sessions_events import queries, services, tasks
from sessions_events.enums import BatchStatus
from sessions_events.models import CertificateBatch, CompletionCertificate
from sessions_events.rules.codes import ALPHABET, LENGTH, grouped, new_code, read_code
from sessions_events.services.certifying import zipping
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World
from tests.sessions_events.certifying import (
    SITE,
    issued,
    make,
    number_of,
    people,
    read,
    uploaded,
    words,
)


def printed(certificate) -> bytes:
    return services.print_certificate(certificate, site=SITE)


def rows_of(event, person) -> list[int]:
    return [row.pk for row in queries.taken_rows(event) if row.registrant_id == person.pk]


def withdraw_points(world, event, person):
    return services.withdraw(
        event=event,
        rows=rows_of(event, person),
        reason="Left early.",
        actor=world.admin,
        at=world.at,
    )


def test_a_code_has_no_vowels_and_is_read_however_it_is_typed():
    code = new_code()

    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert not set("AEIOU01") & set(ALPHABET)
    assert read_code(f" {grouped(code).lower()} ") == code
    assert read_code(grouped(code).replace("-", "–")) == code
    assert [read_code(typed) for typed in ("", "-", "x" * 17, "é" * 12)] == ["", "", "", ""]


def test_a_certificate_says_all_that_the_rules_ask_for(world, marsh):
    event = uploaded(world, marsh)
    services.save_design(
        provider_id=world.provider.pk,
        signatory="Dr Ada Lee",
        signatory_role="CET lead",
        actor=world.admin,
        at=world.at,
    )
    certificate = issued(world, event, marsh)
    approval = event.application.approvals.get()
    line = PointEntry.objects.get()

    text = words(printed(certificate))

    expected = [
        "Marsh",
        number_of(marsh),
        event.application.title,
        event.application.c_number,
        event.ev_number,
        world.provider.name,
        f"{line.total}general CET point",
        f"{line.interactive}of which interactive",
        "Dr Ada Lee",
        "CET lead",
        certificate.shown_code,
        *approval.units,
        *event.application.objectives.values_list("text", flat=True)[:1],
    ]
    flat = text.replace(" ", "")
    assert [each for each in expected if each.replace(" ", "") not in flat] == []
    assert f"{SITE}/check/{certificate.code}/" in flat


def test_the_pdf_says_that_it_is_an_archive_and_keeps_it(world, marsh):
    document = read(printed(issued(world, world.event(), marsh)))
    root = document.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()

    assert 'pdfaid:part="2"' in metadata
    assert 'pdfaid:conformance="A"' in metadata
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert root["/Lang"].lower().startswith("en")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert world.provider.name in metadata
    assert fonts(document)
    assert all(map(embedded, fonts(document)))


def fonts(document) -> list[DictionaryObject]:
    found = document.pages[0]["/Resources"]["/Font"].values()
    return [font.get_object()["/DescendantFonts"][0].get_object() for font in found]


def embedded(font) -> bool:
    described = font["/FontDescriptor"].get_object()
    return bool({"/FontFile", "/FontFile2", "/FontFile3"} & described.keys())


def test_the_points_are_those_on_the_statement(world, marsh):
    event = uploaded(world, marsh)
    certificate = issued(world, event, marsh)
    PointEntry.objects.update(interactive=0)

    assert queries.what_it_says(certificate).interactive == 0


def test_issued_to_all_who_were_uploaded_and_once(world):
    event = uploaded(world, *people("Marsh", "Fell", "Hill"))
    values = {"event": event, "actor": world.admin, "at": world.at}

    assert services.issue_to_uploaded(**values) == 3
    assert services.issue_to_uploaded(**values) == 0

    assert len(set(CompletionCertificate.objects.values_list("code", flat=True))) == 3
    assert AuditEvent.objects.get(verb="certificate.issue_all").data == {"certificates": 3}


def test_points_taken_back_take_the_certificate_with_them(world, marsh):
    event = uploaded(world, marsh)
    certificate = issued(world, event, marsh)

    withdraw_points(world, event, marsh)

    certificate.refresh_from_db()
    assert (certificate.withdrawn_at, certificate.withdrawn_reason) == (world.at, "Left early.")
    assert not queries.rows_without_certificate(event).exists()
    with pytest.raises(Refused, match="Upload the person again"):
        issued(world, event, marsh)


def test_added_again_a_person_gets_a_new_code(world, marsh):
    event = uploaded(world, marsh)
    first = issued(world, event, marsh)
    withdraw_points(world, event, marsh)
    later = world.at + timedelta(minutes=5)
    world.upload(event, (2, number_of(marsh), "Marsh"), at=later)

    services.issue_to_uploaded(event=event, actor=world.admin, at=later)

    second = queries.certificates_of(event).get()
    assert second.code != first.code


def test_withdrawn_by_hand_the_points_stay_and_all_at_once_issues_none(world, marsh):
    event = uploaded(world, marsh)
    certificate = issued(world, event, marsh)

    for reason in ("The name is misspelt.", "Another."):
        services.withdraw_certificate(
            certificate=certificate, reason=reason, actor=world.admin, at=world.at
        )

    certificate.refresh_from_db()
    assert certificate.withdrawn_reason == "The name is misspelt."
    assert OutboxMessage.objects.get(kind="certificate_withdrawn").to == marsh.user.email
    assert PointEntry.objects.get().status == "PENDING"
    assert services.issue_to_uploaded(event=event, actor=world.admin, at=world.at) == 0
    assert issued(world, event, marsh).code != certificate.code


def test_a_stranger_and_another_role_may_not(world, marsh):
    event = uploaded(world, marsh)
    certificate = issued(world, event, marsh)
    holder = builders.actor_of(marsh.user, "registrant")
    for act in (
        lambda actor: services.ask_for_zip(event=event, actor=actor, at=world.at),
        lambda actor: services.ask_for_mail(event=event, actor=actor, at=world.at),
        lambda actor: services.withdraw_certificate(
            certificate=certificate, reason="x", actor=actor, at=world.at
        ),
    ):
        for actor in (World().admin, holder):
            with pytest.raises(Refused):
                act(actor)
    with pytest.raises(Refused):
        services.choose_what_is_shown(
            certificate=certificate, shows_name=True, actor=world.admin, at=world.at
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


def test_holders_are_told_once_unless_asked_again(world, marsh):
    nobody = builders.registrant(surname="Fell", account=False)
    event = uploaded(world, marsh, nobody)
    services.issue_to_uploaded(event=event, actor=world.admin, at=world.at)
    ask = {"event": event, "actor": world.admin}

    batch = make(services.ask_for_mail(**ask, at=world.at), world.at)

    assert (batch.done, batch.total) == (1, 1)
    assert queries.reachable_holders(event) == {
        "issued": 2,
        "reachable": 1,
        "told": 1,
        "untold": 0,
        "unreachable": 1,
    }
    with pytest.raises(Refused):
        services.ask_for_mail(**ask, at=world.at)
    later = world.at + timedelta(minutes=2)
    make(services.ask_for_mail(**ask, again=True, at=later), later)
    told = OutboxMessage.objects.filter(kind="certificate_ready")
    assert list(told.values_list("to", flat=True)) == [marsh.user.email] * 2


def picture(kind: str, size=(900, 200)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind)
    return made.getvalue()


def test_a_logo_is_drawn_anew_and_printed(world, marsh):
    file = SimpleUploadedFile("logo.jpg", picture("JPEG"))
    values = {"provider_id": world.provider.pk, "actor": world.admin, "at": world.at}
    design = services.save_design(**values, signatory="Ada", signatory_role="", logo=file)

    with design.logo.file.open("rb") as kept, Image.open(kept) as drawn:
        assert (drawn.format, drawn.width) == ("PNG", 600)
    page = read(printed(issued(world, world.event(), marsh))).pages[0]
    assert len(page.images) == 1
    design = services.save_design(**values, signatory="Ada", signatory_role="", without_logo=True)
    assert design.logo is None
    specimen = services.print_specimen(**values, site=SITE)
    assert "Specimen" in words(specimen)


def test_a_signature_stays_with_its_certificate(world, marsh):
    values = {"provider_id": world.provider.pk, "signatory_role": "", "actor": world.admin}
    services.save_design(**values, signatory="Ada", at=world.at)
    certificate = issued(world, world.event(), marsh)
    services.save_design(**values, signatory="Ben", at=world.at)

    certificate.refresh_from_db()
    assert certificate.signatory == "Ada"


@pytest.mark.django_db(transaction=True)
def test_issued_by_two_at_once_there_is_one():
    builders.reference()
    world, marsh = World(), builders.registrant(surname="Marsh")
    event = world.event()

    first, second = together(*[lambda: issued(world, event, marsh)] * 2)

    assert first == second == CompletionCertificate.objects.get()


@pytest.mark.django_db(transaction=True)
def test_asked_by_two_at_once_there_is_one_zip():
    builders.reference()
    world, marsh = World(), builders.registrant(surname="Marsh")
    event = uploaded(world, marsh)

    first, second = together(
        *[lambda: services.ask_for_zip(event=event, actor=world.admin, at=world.at)] * 2
    )

    assert first == second == CertificateBatch.objects.get()


@pytest.mark.django_db(transaction=True)
def test_withdrawn_and_issued_at_once_no_certificate_stands():
    builders.reference()
    world, marsh = World(), builders.registrant(surname="Marsh")
    event = uploaded(world, marsh)

    together(lambda: withdraw_points(world, event, marsh), lambda: issued(world, event, marsh))

    assert not queries.certificates_of(event).exists()


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
