"""Certificates in a browser: all as a zip with progress, the check by code, the holder's choice."""

import io
import zipfile

import pytest

from sessions_events.models import CompletionCertificate
from tests.browser.person import Person
from tests.builders import (
    PASSWORD,
    actor_of,
    administrator_of,
    application_at,
    provider_with,
    registrant,
)
from tests.delivered import event_held, uploaded

pytestmark = pytest.mark.browser
# So many that the worker is at it for some seconds; how long that may take, in milliseconds.
MANY, PATIENCE = 60, 120_000


def signs_in(someone: Person, email: str) -> None:
    """Sign in, and wait until that is done before another page is opened."""
    someone.signs_in(email, PASSWORD)
    someone.sees_not("Sign in to MyCET")


@pytest.fixture
def priya(person) -> Person:
    """A provider's system administrator, signed in."""
    someone = person("Priya")
    someone.provider, someone.account = provider_with()
    signs_in(someone, someone.account.email)
    return someone


def test_the_progress_of_a_zip_is_seen_and_survives_leaving(priya):
    held = event_held(application_at("APPROVED", provider=priya.provider))
    admin = actor_of(administrator_of(priya.provider), f"provider:{priya.provider.pk}")
    uploaded(held, [registrant(surname="Marsh") for _each in range(MANY)], actor=admin)
    priya.opens(f"/events/{held.ev_number}/certificates/")

    priya.presses("Make a zip of all certificates")

    priya.sees("The certificates are being made")
    page = priya.page.url
    bar = priya.page.get_by_role("progressbar", name="Certificates made")
    bar.wait_for(timeout=PATIENCE)
    assert bar.get_attribute("max") == str(MANY)
    priya.opens("/events/")  # leave, and come back
    priya.page.goto(page)
    priya.page.get_by_role("heading", name="The certificates are ready").wait_for(timeout=PATIENCE)


def test_a_zip_and_a_certificate_checked(priya, person):
    held = event_held(application_at("APPROVED", provider=priya.provider))
    admin = actor_of(administrator_of(priya.provider), f"provider:{priya.provider.pk}")
    people = [registrant(surname=surname) for surname in ("Marsh", "Fell", "Hill")]
    uploaded(held, people, actor=admin)

    priya.opens("/certificates/design/")
    priya.types("Name of the signatory", "Ada Lee")
    priya.presses("Save")
    priya.opens(f"/events/{held.ev_number}/certificates/")
    priya.presses("Make a zip of all certificates")
    priya.opens(f"/events/{held.ev_number}/certificates/")  # leave, and come back
    priya.follows("Zip files")
    priya.waits_for("The certificates are ready")
    with priya.page.expect_download() as download:
        priya.page.get_by_role("link", name="certificates-1.zip").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        assert len(archive.namelist()) == 3

    priya.opens(f"/events/{held.ev_number}/certificates/")
    priya.presses("Send 3 holders a message")
    priya.waits_for("The holders are told")

    certificate = CompletionCertificate.objects.get(surname="Marsh")
    visitor = person("A visitor", phone=True)
    visitor.opens("/check/")
    visitor.types("Code of the certificate", certificate.shown_code.lower())
    visitor.presses("Check")
    visitor.sees("This certificate is valid")
    visitor.sees("M.")
    visitor.sees_not("Marsh")

    marsh = person("Marsh")
    signs_in(marsh, people[0].user.email)
    marsh.opens("/certificates/")
    marsh.follows(held.application.title)
    marsh.picks("My surname and my registration number")
    marsh.presses("Save")
    visitor.opens(f"/check/{certificate.code}/")
    visitor.sees("Marsh")

    priya.opens(f"/events/{held.ev_number}/certificates/{certificate.code}/withdraw/")
    priya.types("Reason", "Misspelt.")
    priya.presses("Withdraw the certificate")
    visitor.opens(f"/check/{certificate.code}/")
    visitor.sees("This certificate was withdrawn")


def test_the_attendance_record(priya):
    held = event_held(application_at("APPROVED", provider=priya.provider))

    priya.opens(f"/events/{held.ev_number}/record/")
    priya.picks("Sign-in list")
    priya.chooses_file("File", "list.txt", b"Marsh, Fell")
    priya.presses("Keep the file")
    priya.sees("The file is kept.")
    priya.follows("Strike out")
    priya.types("Reason", "The wrong evening.")
    priya.presses("Strike out the file")
    priya.sees("The wrong evening.")
