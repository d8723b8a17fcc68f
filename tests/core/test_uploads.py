"""Files that people send are kept as they came, under a name of ours."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.core import clock
from cet_portal.core.actor import Actor
from cet_portal.core.uploads import store


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
def test_store_drops_control_characters_of_name_and_content_type():
    file = SimpleUploadedFile("peo\x00ple\n.csv", b"x", content_type="text/csv\x00")
    file._name = "peo\x00ple\n.csv"

    stored = store(file=file, actor=Actor(), at=clock.now())

    assert (stored.name, stored.content_type) == ("people.csv", "text/csv")


@pytest.mark.django_db
def test_store_the_same_file_twice_keeps_both():
    rows = [
        store(file=SimpleUploadedFile("a.csv", b"same"), actor=Actor(), at=clock.now())
        for _ in range(2)
    ]

    assert rows[0].sha256 == rows[1].sha256
    assert rows[0].file.name != rows[1].file.name
