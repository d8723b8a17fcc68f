"""A certificate is one A4 page, also with a logo and much to say; what can be printed on it."""

import io
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cet_portal.scheme import queries as scheme_queries
from sessions_events import services
from sessions_events.rules.printable import unprintable
from sessions_events.services.certifying.printing import render
from tests.sessions_events.certifying import SITE, issued, read, uploaded
from tests.sessions_events.test_views_delivering import text_of, url

pytestmark = pytest.mark.django_db
OBJECTIVE = "Recognise early signs of glaucoma at a routine examination and refer with urgency"
WIDE, SQUARE = (600, 120), (300, 300)
LONGEST_TITLE = "Dry eye in practice: a workshop on its diagnosis, management and referral"


def picture(size, kind="PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind)
    return made.getvalue()


def document(objectives, logo, *, text=OBJECTIVE, signatory="Dr Ada Lee"):
    """The PDF of a certificate that says so much."""
    units = [(unit.code, unit.name) for unit in scheme_queries.units()][:objectives]
    said = SimpleNamespace(
        certificate=SimpleNamespace(
            number="01-20001",
            surname="Featherstonehaugh",
            shown_code="BCDF-GHJK-LMNP",
            issued_at=datetime(2026, 11, 22, tzinfo=UTC),
            signatory=signatory,
            signatory_role="Clinical lead for continuing education",
        ),
        event=SimpleNamespace(
            ev_number="EV-10023",
            provider=SimpleNamespace(name="Eyecare Learning of the North of England Limited"),
            application=SimpleNamespace(c_number="C-10234", title=LONGEST_TITLE),
        ),
        completed_on=date(2026, 11, 20),
        kind="General",
        total=3,
        interactive=2,
        audience="dispensing opticians",
        units=units,
        objectives=[text] * objectives,
    )
    given = ("image/png", picture(logo)) if logo else None
    return read(render(said, address=f"{SITE}/check/BCDFGHJKLMNP/", logo=given))


@pytest.mark.parametrize("logo", [None, WIDE, SQUARE])
@pytest.mark.parametrize("objectives", [1, 2, 3, 4, 5, 6, 8])
def test_it_is_one_page_with_the_signature_on_it(world, logo, objectives):
    made = document(objectives, logo)

    assert len(made.pages) == 1
    text = made.pages[0].extract_text()
    assert "Dr Ada Lee" in text
    # In one line with the other numbers, also beside the QR code.
    assert "BCDF-GHJK-LMNP" in text


def test_what_needs_a_second_page_says_there_whose_it_is(world):
    made = document(8, SQUARE, text="Know this. " * 45)

    assert len(made.pages) == 2
    second = " ".join(made.pages[1].extract_text().split())
    assert f"Featherstonehaugh, 01-20001: {LONGEST_TITLE}" in second
    assert f"Featherstonehaugh, 01-20001: {LONGEST_TITLE}" not in made.pages[0].extract_text()


def test_the_numbers_of_the_certificate_stand_in_one_line(world):
    heights = []

    def look(text, _matrix, position, _font, _size):
        if text.strip() in ("C-10234", "EV-10023", "BCDF-GHJK-LMNP"):
            heights.append(round(position[5]))

    document(3, WIDE).pages[0].extract_text(visitor_text=look)

    assert len(heights) == 3
    assert len(set(heights)) == 1


@pytest.mark.parametrize("size", [WIDE, SQUARE])
def test_the_specimen_says_as_much_as_a_real_one_and_is_one_page(world, marsh, size):
    values = {"provider_id": world.provider.pk, "actor": world.admin, "at": world.at}
    logo = SimpleUploadedFile("logo.png", picture(size))
    services.save_design(**values, signatory="Ada Lee", signatory_role="CET lead", logo=logo)
    certificate = issued(world, uploaded(world, marsh), marsh)

    specimen = read(services.print_specimen(**values, site=SITE))
    real = read(services.print_certificate(certificate, site=SITE))

    assert (len(specimen.pages), len(real.pages)) == (1, 1)
    assert "third learning objective" in " ".join(specimen.pages[0].extract_text().split())


def test_a_long_word_of_the_signatory_is_broken(world):
    text = document(3, WIDE, signatory="M" * 100).pages[0].extract_text()

    assert "M" * 100 not in text
    assert "M" * 100 in "".join(text.split())


def test_characters_that_the_font_lacks_are_found():
    assert unprintable("Dr Ada Lee-O’Neill, Žofia Łukasik, Ελένη, Юлия “MSc” – £5") == ""
    assert unprintable("李 明 李") == "李明"


def test_a_signatory_that_would_print_as_boxes_is_refused_and_stays_typed(world):
    answer = world.client.post(
        url("certificate_design"), {"signatory": "李明", "signatory_role": "CET lead"}
    )

    page = text_of(answer)
    assert "Write it in Latin, Greek or Cyrillic letters: 李 明 cannot be printed" in page
    assert 'value="李明"' in page


@pytest.mark.parametrize(
    "name, data",
    [
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("logo.png", b"\x89PNG\r\n"),
        ("logo.png", picture((600, 300))[:-60]),
        ("logo.jpg", picture((600, 300), "JPEG")[:400]),
        ("logo.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
        ("logo.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"),
    ],
)
def test_of_a_wrong_logo_only_the_kinds_that_are_taken_are_named(world, name, data):
    answer = world.client.post(
        url("certificate_design"),
        {"signatory": "Ada Lee", "signatory_role": "", "logo": SimpleUploadedFile(name, data)},
    )

    page = text_of(answer)
    assert "Choose a PNG or JPEG picture" in page
    assert "Choose PDF" not in page


def test_the_reason_of_a_withdrawal_says_who_reads_it(world, marsh):
    certificate = issued(world, uploaded(world, marsh), marsh)
    address = url("certificate_withdraw", certificate.event.ev_number, certificate.code)

    page = text_of(world.client.get(address))

    assert "and so do your colleagues and GOC staff" in page
    assert "Nobody else" not in page
