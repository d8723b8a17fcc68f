"""Files that people send are kept as they came, under a name of ours."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.core import clock
from cet_portal.core.actor import Actor
from cet_portal.core.uploads import download, store
from tests.core.sent_files import PDF, PROGRAM, picture


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["people.csv", "../../etc/passwd", "a" * 300 + ".csv", "übung.csv"]
)
def test_store_keeps_content_and_never_uses_the_name_as_a_path(name):
    content = b"number,surname\r\n01-12345,Marsh\r\n"
    file = SimpleUploadedFile(name, content, content_type="text/csv")

    stored = store(file=file, actor=Actor(user_id=7, role="CET_AUTHOR"), at=clock.now())

    stored.refresh_from_db()
    digest = hashlib.sha256(content).hexdigest()
    assert (stored.sha256, stored.size, stored.stored_by_id) == (digest, len(content), 7)
    assert stored.file.name.rpartition("/")[2].startswith(digest)
    assert stored.file.read() == content
    assert len(stored.name) <= 255


@pytest.mark.django_db
def test_store_drops_control_characters_of_the_name():
    file = SimpleUploadedFile("people.csv", b"x")
    file._name = "peo\x00ple\n.csv"

    stored = store(file=file, actor=Actor(), at=clock.now())

    assert stored.name == "people.csv"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content, kind",
    [
        (PDF, "application/pdf"),
        (picture("PNG"), "image/png"),
        (b"number,surname", "text/plain"),
        (b"<script>alert(1)</script>", "application/octet-stream"),
        (PROGRAM, "application/octet-stream"),
    ],
)
def test_store_notes_what_the_bytes_show_not_what_was_said(content, kind):
    file = SimpleUploadedFile("a.html", content, content_type="text/html")

    stored = store(file=file, actor=Actor(), at=clock.now())

    assert stored.content_type == kind
    assert stored.file.read() == content


@pytest.mark.django_db
def test_store_the_same_file_twice_keeps_both():
    rows = [
        store(file=SimpleUploadedFile("a.csv", b"same"), actor=Actor(), at=clock.now())
        for _ in range(2)
    ]

    assert rows[0].sha256 == rows[1].sha256
    assert rows[0].file.name != rows[1].file.name


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name, said",
    [
        ("slides.pdf", 'attachment; filename="slides.pdf"'),
        ('a"; filename=b.html', 'attachment; filename="a\\"; filename=b.html"'),
        ("übung.pdf", "attachment; filename*=utf-8''%C3%BCbung.pdf"),
    ],
)
def test_download_is_saved_and_never_shown_or_kept(name, said):
    file = SimpleUploadedFile("x", PDF)
    file._name = name

    response = download(store(file=file, actor=Actor(), at=clock.now()))

    assert b"".join(response.streaming_content) == PDF
    assert {name: response.headers[name] for name in ("Content-Type", "Content-Length")} == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
    }
    assert response.headers["Content-Disposition"] == said
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "private, no-store"
    response.close()


@pytest.mark.django_db
def test_download_says_nothing_of_a_kind_that_is_not_known():
    stored = store(file=SimpleUploadedFile("a.html", b"<p>"), actor=Actor(), at=clock.now())
    stored.content_type = "text/html"

    response = download(stored)

    assert response.headers["Content-Type"] == "application/octet-stream"
    response.close()
