"""The public check: what is recorded now, never more than the holder allows."""

import pytest
from django.urls import reverse

from sessions_events import services
from sessions_events.models import CompletionCertificate
from sessions_events.rules.codes import grouped
from tests import builders
from tests.sessions_events.certifying import issued, number_of, uploaded


def url(name, *args):
    return reverse(f"sessions_events:{name}", args=args)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def certificate(world, marsh) -> CompletionCertificate:
    return issued(world, uploaded(world, marsh), marsh)


def test_the_code_leads_to_what_is_recorded_however_it_is_typed(client, certificate):
    typed = f" {grouped(certificate.code).lower()} "

    answer = client.get(url("check"), {"code": typed}, follow=True)
    direct = client.get(f"/check/{grouped(certificate.code).lower()}/", follow=True)

    for page in (answer, direct):
        assert page.redirect_chain[-1][0] == url("check_code", certificate.code)
        assert "This certificate is valid" in text_of(page)
    assert certificate.event.ev_number in text_of(answer)


def test_by_itself_it_names_nobody(client, certificate, marsh):
    page = text_of(client.get(url("check_code", certificate.code)))

    assert "Marsh" not in page
    assert number_of(marsh) not in page
    assert f"…{number_of(marsh)[-3:]}" in page


def test_the_holder_allows_the_name_and_takes_it_back(client, certificate, marsh):
    holder = builders.client_for(marsh.user, "registrant")
    own = url("own_certificate", certificate.code)

    holder.post(own, {"shows_name": "yes"})
    assert "Marsh" in text_of(client.get(url("check_code", certificate.code)))
    holder.post(own, {"shows_name": "no"})
    assert "Marsh" not in text_of(client.get(url("check_code", certificate.code)))


def test_withdrawn_it_says_so_and_not_why(client, world, certificate):
    services.withdraw_certificate(
        certificate=certificate, reason="A quarrel.", actor=world.admin, at=world.at
    )

    page = text_of(client.get(url("check_code", certificate.code)))

    assert "This certificate was withdrawn" in page
    assert "A quarrel." not in page


def test_nobody_keeps_or_finds_the_page(client, certificate):
    answer = client.get(url("check_code", certificate.code))

    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "typed, status, sentence",
    [
        ("", 200, "Enter the code"),
        ("!", 200, "letters and figures only"),
        ("é" * 12, 200, "letters and figures only"),
        ("BCDF-BCDF-BCDF", 404, "There is no certificate with this code"),
    ],
)
def test_a_wrong_code_gets_a_sentence(client, db, typed, status, sentence):
    answer = client.get(url("check"), {"code": typed}, follow=True)

    assert answer.status_code == status
    assert sentence in text_of(answer)


def test_guessing_is_slowed(client, db):
    statuses = [client.get("/check/BCDFBCDFBCDF/").status_code for _try in range(61)]

    assert set(statuses[:60]) == {404}
    assert statuses[60] == 429


def test_the_holders_own_pages(certificate, marsh, world):
    holder = builders.client_for(marsh.user, "registrant")
    other = builders.client_for(builders.registrant(surname="Fell").user, "registrant")

    assert certificate.event.application.title in text_of(holder.get(url("own_certificates")))
    assert "0 certificates" not in text_of(holder.get(url("own_certificates"), {"text": "zzz"}))
    document = holder.get(url("own_certificate_pdf", certificate.code))
    assert document.content.startswith(b"%PDF-")
    for name in ("own_certificate", "own_certificate_pdf"):
        assert other.get(url(name, certificate.code)).status_code == 404
    services.withdraw_certificate(
        certificate=certificate, reason="Misspelt.", actor=world.admin, at=world.at
    )
    gone = holder.get(url("own_certificate_pdf", certificate.code), follow=True)
    assert "Misspelt." in text_of(gone)


def test_the_providers_pages(certificate, world, marsh):
    number, client = certificate.event.ev_number, world.client

    page = text_of(client.get(url("certificates", number)))
    assert "0 of 1 holders with an account were told" in page
    assert client.get(url("certificate_withdraw", number, certificate.code)).status_code == 200
    assert client.get(url("certificate", number, certificate.code)).content.startswith(b"%PDF-")
    for name in ("certificates_zip", "certificates_mail"):
        answer = client.post(url(name, number), follow=True)
        assert "The work has not begun yet." in text_of(answer)
    client.post(url("certificate_withdraw", number, certificate.code), {"reason": "Misspelt."})
    assert "Misspelt." in text_of(client.get(url("certificates", number)))


def test_the_design_page(world):
    client, address = world.client, url("certificate_design")

    wrong = client.post(address, {"signatory": "", "signatory_role": "CET lead"})
    assert "Enter the name that belongs to this role" in text_of(wrong)
    client.post(address, {"signatory": "Ada Lee", "signatory_role": "CET lead"})
    assert "Ada Lee" in text_of(client.get(address))
    assert client.get(url("certificate_preview")).content.startswith(b"%PDF-")
