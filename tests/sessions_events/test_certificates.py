"""Certificates: what they say, as PDF/A, issued once, withdrawn, mailed."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf.generic import DictionaryObject

from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.models import CompletionCertificate
from sessions_events.rules.codes import ALPHABET, LENGTH, grouped, new_code, read_code
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World
from tests.sessions_events.certifying import (
    SITE,
    issued,
    make,
    number_of,
    people,
    printed,
    read,
    uploaded,
    withdraw_points,
    words,
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
def test_withdrawn_and_issued_at_once_no_certificate_stands():
    builders.reference()
    world, marsh = World(), builders.registrant(surname="Marsh")
    event = uploaded(world, marsh)

    together(lambda: withdraw_points(world, event, marsh), lambda: issued(world, event, marsh))

    assert not queries.certificates_of(event).exists()
