"""A certificate as PDF/A with its QR code."""

import io
from typing import Any

import segno
from django.urls import reverse

from cet_portal.core import pdf
from sessions_events import queries
from sessions_events.models import CertificateDesign, CompletionCertificate, Event

TEMPLATE, STYLE = "pdf/certificate.html", "pdf/certificate.css"


class Printer:
    """Prints certificates of one event. `site`: the portal's address, without a path."""

    def __init__(self, event: Event, *, site: str):
        self.event, self.site = event, site
        self.logo = logo_of(queries.design_of(event.provider_id))

    def pdf(self, said: queries.Said) -> bytes:
        """One certificate."""
        address = f"{self.site}{check_path(said.certificate.code)}"
        return render(said, address=address, logo=self.logo)


def print_certificate(certificate: CompletionCertificate, *, site: str) -> bytes:
    """One certificate as it is now."""
    return Printer(certificate.event, site=site).pdf(queries.what_it_says(certificate))


def render(said: Any, *, address: str, logo: tuple[str, bytes] | None) -> bytes:
    """The PDF of what a certificate says. `address`: where it can be checked."""
    pictures = {"code": ("image/svg+xml", qr_code(address))}
    if logo:
        pictures["logo"] = logo
    context = {"said": said, "address": address, "has_logo": logo is not None}
    context["density"] = _density(said, logo is not None)
    return pdf.render(TEMPLATE, context, variant=pdf.ARCHIVE, style=STYLE, pictures=pictures)


def _density(said: Any, has_logo: bool) -> str:
    """How closely it is set, so that it stays one page: by lines of its longer column."""
    texts = said.objectives, [f"{code} {name}" for code, name in said.units]
    lines = max(sum(1 + len(text) // _COLUMN for text in column) for column in texts)
    # A long title and a long name take lines as well.
    lines += len(said.event.application.title) // _TITLE + len(said.certificate.surname) // _NAME
    lines += _LOGO if has_logo else 0
    if lines <= _ROOMY:
        return "roomy"
    return "close" if lines <= _CLOSE else "close dense"


# Characters in a line of a column, of the title, of the name; lines beside a logo; lines that fit
# in each density.
_COLUMN, _TITLE, _NAME, _LOGO = 38, 20, 12, 2
_ROOMY, _CLOSE = 14, 20


def check_path(code: str) -> str:
    """The page that shows the certificate to whoever has its code."""
    return reverse("sessions_events:check_code", args=[code])


def logo_of(design: CertificateDesign | None) -> tuple[str, bytes] | None:
    """Content type and bytes of the provider's logo."""
    if design is None or design.logo is None:
        return None
    with design.logo.file.open("rb") as file:
        return design.logo.content_type, file.read()


def qr_code(address: str) -> bytes:
    """The address as a QR code, in SVG."""
    drawn = io.BytesIO()
    # Level M still reads with a seventh of it worn off.
    segno.make_qr(address, error="m").save(
        drawn, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return drawn.getvalue()
