"""Certificates for tests: issued, made all at once, read back."""

import io
from datetime import datetime

from pypdf import PdfReader

from cet_portal.core.actor import CLOCK
from sessions_events import queries, services
from sessions_events.models import CertificateBatch, CompletionCertificate
from tests import builders

SITE = "https://cet.example.org"


def number_of(person) -> str:
    """The person's registration number."""
    return person.entries.get().number


def issued(world, event, person) -> CompletionCertificate:
    """A certificate by number and surname."""
    return services.issue_certificate(
        event=event,
        number=number_of(person),
        surname=person.surname,
        actor=world.admin,
        at=world.at,
    )


def uploaded(world, *people):
    """An event with these people uploaded."""
    event = world.declared(completers=len(people), attendees=len(people))
    cells = [(line, number_of(each), each.surname) for line, each in enumerate(people, start=2)]
    world.upload(event, *cells)
    return event


def people(*surnames: str) -> list:
    """Optometrists with accounts."""
    return [builders.registrant(surname=surname) for surname in surnames]


def make(batch: CertificateBatch, at: datetime) -> CertificateBatch:
    """What the worker does."""
    services.make_batch(batch=batch, site=SITE, now=lambda: at, actor=CLOCK, at=at)
    batch.refresh_from_db()
    return batch


def read(document: bytes) -> PdfReader:
    """The PDF, to be asked."""
    return PdfReader(io.BytesIO(document))


def words(document: bytes) -> str:
    """All its text in one line."""
    return " ".join(" ".join(page.extract_text() for page in read(document).pages).split())


def printed(certificate) -> bytes:
    """The certificate as a PDF."""
    return services.print_certificate(certificate, site=SITE)


def rows_of(event, person) -> list[int]:
    """The person's rows of the event's upload."""
    return [row.pk for row in queries.taken_rows(event) if row.registrant_id == person.pk]


def withdraw_points(world, event, person):
    """The provider takes the person's points back."""
    return services.withdraw(
        event=event,
        rows=rows_of(event, person),
        reason="Left early.",
        actor=world.admin,
        at=world.at,
    )
