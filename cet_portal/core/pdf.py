"""PDF by WeasyPrint, from our own templates, fetching nothing but our own static files."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

BASE = "static:///"
GIVEN = "given:"
# For letters: tagged for assistive technology.
ACCESSIBLE = "pdf/ua-1"
# For what is kept for years: everything is inside the file, and it is tagged (ISO 19005-2).
ARCHIVE = "pdf/a-2a"
# For paper, to be joined with others (core.pdf_joining): untagged, its objects in a plain table.
PRINTED = "printed"
PLAIN = {"pdf_version": "1.4"}


class StaticOnly(URLFetcher):
    """Serves files below STATIC_URL, and pictures that were given; all else is refused.

    `pictures`: content type and bytes by name; `given:logo` is the one called "logo".
    """

    def __init__(self, pictures: Mapping[str, tuple[str, bytes]] | None = None):
        super().__init__()
        self.pictures = pictures or {}

    def fetch(self, url, headers=None):
        given = self.pictures.get(url.removeprefix(GIVEN)) if url.startswith(GIVEN) else None
        if given:
            return URLFetcherResponse(url, given[1], {"Content-Type": given[0]})
        found = _static_file(url)
        if not found:
            raise ValueError(f"A PDF may not fetch {url}")
        return super().fetch(Path(found).as_uri(), headers)


def _static_file(url: str) -> str | None:
    address = urlparse(url)
    if address.scheme != "static":
        return None
    try:
        return finders.find(unquote(address.path).removeprefix(settings.STATIC_URL).lstrip("/"))
    except SuspiciousFileOperation:  # ".." leads out of the static files
        return None


@cache
def fonts() -> FontConfiguration:
    """The fonts of this machine."""
    # One per process: building it anew costs a second.
    return FontConfiguration()


@cache
def style_sheet(path: str) -> CSS:
    """A static style sheet. Refuses (ValueError) one that is not there."""
    # Read once per process, for documents that are made by the hundred.
    found = finders.find(path)
    if not found:
        raise ValueError(f"There is no style sheet {path}")
    return CSS(filename=found, font_config=fonts())


def render(
    template: str,
    context: dict[str, Any],
    *,
    variant: str = ACCESSIBLE,
    style: str = "",
    pictures: Mapping[str, tuple[str, bytes]] | None = None,
) -> bytes:
    """The PDF of an autoescaped Django template, as bytes, tagged for assistive technology.

    `style`: path of a static style sheet, for documents made by the hundred; `pictures`: see
    `StaticOnly`.
    """
    html = render_to_string(template, context)
    document = HTML(string=html, base_url=BASE, url_fetcher=StaticOnly(pictures))
    return document.write_pdf(
        stylesheets=[style_sheet(style)] if style else None,
        font_config=fonts(),
        **(PLAIN if variant == PRINTED else {"pdf_variant": variant}),
    )
