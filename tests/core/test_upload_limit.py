"""A file of 300 MB is refused in a sentence, in little memory and on little disk."""

import tracemalloc

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cet_portal.core import file_kinds, upload_limit
from cet_portal.core.forms import AttachmentField
from tests import builders
from tests.core.sent_files import PDF, PROGRAM

MEGABYTE = 1024 * 1024
EDGE = b"--edge\r\n"


def part(name, value=None):
    what = "" if value is not None else '; filename="slides.pdf"'
    head = f'Content-Disposition: form-data; name="{name}"{what}\r\n\r\n'
    return EDGE + head.encode() + (value.encode() + b"\r\n" if value is not None else b"")


class Body:
    """A form with a file of any size in its middle, made while it is read."""

    readline = None  # looked up, never called

    def __init__(self, megabytes, watch=lambda: None):
        before, after = part("title", "Dry eye"), b"\r\n" + part("summary", "Typed after it")
        self.head, self.tail = before + part("sheet"), after + b"--edge--\r\n"
        self.length = len(self.head) + megabytes * MEGABYTE + len(self.tail)
        self.at, self.watch = 0, watch

    def read(self, size=-1):
        size = min(size if size >= 0 else self.length, self.length - self.at, MEGABYTE)
        data = b"".join(self._pieces(self.at, self.at + size))
        self.at += size
        self.watch()
        return data

    def _pieces(self, first, last):
        tail = self.length - len(self.tail)
        yield self.head[first:last]
        yield bytes(max(min(last, tail) - max(first, len(self.head)), 0))
        yield self.tail[max(first - tail, 0) : max(last - tail, 0)]


def send(body):
    client = builders.client_for(builders.staff(), "staff")
    return client.generic(
        "POST",
        reverse("home:gallery"),
        CONTENT_TYPE="multipart/form-data; boundary=edge",
        CONTENT_LENGTH=str(body.length),
        **{"wsgi.input": body},
    )


@pytest.mark.django_db
def test_300_megabytes_are_refused_in_little_memory_and_the_rest_is_kept(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    on_disk = []
    body = Body(
        300, lambda: on_disk.append(sum(file.stat().st_size for file in tmp_path.iterdir()))
    )
    tracemalloc.start()

    response = send(body)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    page = response.content.decode()
    assert "The file is larger than 20 MB. Choose a smaller one." in page
    assert "Dry eye" in page
    assert "Typed after it" in page
    assert peak < 40 * MEGABYTE
    assert max(on_disk) <= file_kinds.MOST_BYTES
    assert on_disk[-1] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("megabytes, refused", [(1, False), (20, False), (21, True)])
def test_the_limit_is_20_megabytes(megabytes, refused):
    page = send(Body(megabytes)).content.decode()

    assert ("The file is larger than 20 MB" in page) is refused


@pytest.mark.django_db
def test_whoever_sends_far_too_much_is_not_read_to_the_end(monkeypatch):
    monkeypatch.setattr(upload_limit, "MOST_BYTES_OF_ALL", 30 * MEGABYTE)
    body = Body(100)

    send(body)

    assert body.at < 40 * MEGABYTE


class Form(forms.Form):
    attachment = AttachmentField(label="Slides", required=False)


@pytest.mark.parametrize(
    "name, data, sentence",
    [
        ("slides.pdf", PROGRAM, "“slides.pdf” is not a PDF file: it is a program."),
        ("slides.pdf", b"", "The submitted file is empty."),
    ],
)
def test_an_attachment_is_refused_at_its_field(name, data, sentence):
    form = Form({}, {"attachment": SimpleUploadedFile(name, data)})

    assert not form.is_valid()
    assert sentence in form.errors["attachment"][0]


def test_an_attachment_says_what_is_taken_and_is_handed_on_whole():
    form = Form({}, {"attachment": SimpleUploadedFile("slides.pdf", PDF, "text/html")})

    assert form.is_valid()
    assert form.cleaned_data["attachment"].read() == PDF
    assert form.fields["attachment"].help_text.endswith("or plain text, at most 20 MB.")
    assert ".pptx" in str(form["attachment"])
