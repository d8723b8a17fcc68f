"""PDF: from our own templates, fetching our own static files alone."""

import pytest

from cet_portal.core import pdf


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.css",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "data:text/css,p{}",
        "static:///../manage.py",
        "static:///%2e%2e/manage.py",
        "static:///no/such/file.css",
    ],
)
def test_every_address_but_static_files_is_refused(address):
    with pytest.raises(ValueError, match="may not fetch"):
        pdf.StaticOnly().fetch(address)


def test_static_files_are_served():
    found = pdf.StaticOnly().fetch("static:///pdf/certificate.css")

    assert b"@page" in found.read()


def test_nothing_outside_is_fetched_while_rendering(tmp_path, settings, caplog):
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }")
    (tmp_path / "page.html").write_text(
        f'<html lang="en"><head><title>T</title><link rel="stylesheet" href="{secret.as_uri()}">'
        "</head><body><p>{{ word }}</p></body></html>"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    document = pdf.render("page.html", {"word": "<b>"})

    assert document.startswith(b"%PDF-")
    assert "may not fetch" in caplog.text
