"""PDF by WeasyPrint, from our own templates, fetching nothing but our own static files."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

BASE = "static:///"


class StaticOnly(URLFetcher):
    """Serves files below STATIC_URL; every other address is refused."""

    def fetch(self, url, headers=None):
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
def _fonts() -> FontConfiguration:
    # One per process: building it anew costs a second.
    return FontConfiguration()


def render(template: str, context: dict[str, Any]) -> bytes:
    """The PDF of an autoescaped Django template, as bytes, tagged for assistive technology."""
    html = render_to_string(template, context)
    document = HTML(string=html, base_url=BASE, url_fetcher=StaticOnly())
    return document.write_pdf(font_config=_fonts(), pdf_variant="pdf/ua-1")
