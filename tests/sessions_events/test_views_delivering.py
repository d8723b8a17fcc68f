"""Declaring, uploading and certificates in the browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cet_portal.core import kept_text
from cet_portal.core.models import StoredFile
from registrants.models import PointEntry
from sessions_events.models import CompletionCertificate, Declaration, Upload
from tests import builders
from tests.sessions_events.building import DECLARATION


def url(name, *args):
    return reverse(f"sessions_events:{name}", args=args)


def posted(**changed):
    """The declaration as a browser sends it."""
    values = {**DECLARATION, **changed}
    return {
        name: {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        for name, value in values.items()
    }


def text_of(response):
    return " ".join(response.content.decode().split())


def number_of(person):
    return person.entries.get().number


def test_declare_is_checked_first_then_made_once(world):
    event = world.event()
    address = url("declare", event.ev_number)

    checked = world.client.post(address, posted())
    assert "Nothing has been declared yet" in text_of(checked)
    assert not Declaration.objects.exists()
    changed = world.client.post(address, posted(act="change"))
    assert "A full room and a lively discussion." in text_of(changed)
    assert "There is a problem" not in text_of(changed)
    world.client.post(address, posted(act="declare"))
    again = world.client.post(address, posted(act="declare"), follow=True)

    assert Declaration.objects.count() == 1
    assert "has been declared already" in text_of(again)
    assert "There is a problem" not in text_of(again)


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"as_approved": False}, "Say what differed from the approval"),
        ({"what_differed": "x"}, "You answered that nothing differed"),
        ({"discussion_summary": ""}, "Summarise the discussion"),
        ({"completers": 4}, "at most 3"),
        ({"attendees": ""}, "Enter how many people attended"),
        ({"how_it_went": "  "}, "Say how it went"),
    ],
)
def test_what_a_declaration_lacks_is_said_at_its_field(world, changed, words):
    address = url("declare", world.event().ev_number)

    response = world.client.post(address, posted(act="declare", **changed))

    assert words in text_of(response)
    assert "Signed in at the door" in text_of(response)
    assert not Declaration.objects.exists()


def test_a_difference_is_explained_before_it_is_declared(world):
    event = world.event()
    data = posted(as_approved=False, what_differed="A speaker was ill.")

    checked = world.client.post(url("declare", event.ev_number), data)
    after = world.client.post(
        url("declare", event.ev_number), {**data, "act": "declare"}, follow=True
    )

    assert "The CET manager reads this first" in text_of(checked)
    assert "The CET manager looks at the difference" in text_of(after)
    assert "released" in text_of(world.client.get(url("upload", event.ev_number)))


def test_the_upload_before_the_declaration_says_why(world):
    event = world.event()

    response = world.client.get(url("upload", event.ev_number))

    assert "The declaration comes first" in text_of(response)
    assert url("declare", event.ev_number) in text_of(response)


def send(world, event, data: bytes, name="people.csv"):
    file = SimpleUploadedFile(name, data, content_type="text/csv")
    return world.client.post(url("upload", event.ev_number), {"file": file}, follow=True)


def test_a_file_is_kept_and_each_row_reported(world, marsh):
    event = world.declared()
    data = f"GOC number,Surname\n{number_of(marsh)},Marsh\n01-99999,@SUM(A1)\n,Jones\n".encode()

    response = send(world, event, data)

    sent = Upload.objects.get()
    with sent.file.file.open() as kept:
        assert kept.read() == data
    report = text_of(response)
    assert "1 ready" in report
    assert "2 cannot be used" in report
    assert report.index("This is a formula") < report.index("Rows that were taken")


@pytest.mark.parametrize(
    "data, words",
    [
        (b"\x89PNG\r\n\x1a\n123", "This looks like a PNG picture"),
        (b"", "The file is empty"),
        (b"Ann,Marsh\n", "No column with registration numbers"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_at_its_field(world, data, words):
    response = send(world, world.declared(), data)

    assert words in text_of(response)
    assert 'id="id_file_error"' in text_of(response)
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "declared, sentence",
    [
        (1, "2 people uploaded, 1 declared as completer. Check the list."),
        (3, "2 people uploaded, 3 declared as completers. Upload the others, or check the list."),
        (2, ""),
    ],
)
def test_more_or_fewer_people_than_declared_is_said_and_points_still_flow(
    world, declared, sentence
):
    event = world.declared(attendees=declared, completers=declared)
    people = [builders.registrant(surname="Marsh", account=False) for _ in range(2)]
    sent = world.upload(
        event, *[(n, number_of(person), "Marsh") for n, person in enumerate(people)]
    )

    pages = [
        text_of(world.client.get(url("upload_report", event.ev_number, sent.pk))),
        text_of(world.client.get(url("event", event.ev_number))),
    ]

    for page in pages:
        assert sentence in page
        assert ("declared as completer" in page) == bool(sentence)
    assert PointEntry.objects.count() == 2


def test_as_many_people_as_declared_need_no_word(world, marsh):
    event = world.declared(attendees=1, completers=1)
    sent = world.upload(event, (2, number_of(marsh), "Marsh"))

    page = text_of(world.client.get(url("upload_report", event.ev_number, sent.pk)))

    assert "Check the list" not in page


def test_without_header_the_report_says_what_was_guessed(world, marsh):
    response = send(world, world.declared(), f"{number_of(marsh)};Marsh\n".encode())

    assert "The file has no header" in text_of(response)
    assert "1 ready" in text_of(response)


def typed(*rows, count=12, **more):
    data = {"rows-TOTAL_FORMS": count, "rows-INITIAL_FORMS": 0, **more}
    for place, (number, surname) in enumerate(rows):
        data |= {f"rows-{place}-number": number, f"rows-{place}-surname": surname}
    return data


def test_typed_rows_more_rows_and_upload(world, marsh):
    event = world.declared()
    address = f"{url('upload', event.ev_number)}?way=typed"
    rows = [("", ""), (number_of(marsh), "Marsh"), ("01-99999", "")]

    empty = world.client.post(address, typed())
    more = world.client.post(address, typed(*rows, more="1"))
    done = world.client.post(address, typed(*rows, count=24), follow=True)

    assert "Type at least one number and surname" in text_of(empty)
    assert 'name="rows-23-number"' in text_of(more)
    assert 'value="Marsh"' in text_of(more)
    assert "There is a problem" not in text_of(more)
    assert "1 ready" in text_of(done)
    assert list(Upload.objects.get().rows.values_list("line", flat=True)) == [2, 3]


@pytest.mark.parametrize("name", ["declare", "upload"])
def test_what_was_typed_survives_the_end_of_the_session(world, name):
    event = world.event() if name == "declare" else world.declared()
    data = posted() if name == "declare" else typed(("01-20001", "Marsh"))
    data |= {"act": "declare", kept_text.FIELD: kept_text.sign(world.user.pk)}
    address, browser = url(name, event.ev_number), Client()

    away = browser.post(f"{address}?way=typed" if name == "upload" else address, data)
    browser.force_login(world.user)
    page = text_of(browser.get(address))

    assert "/accounts/login/" in away.url
    assert "Not saved yet" in page
    assert "There is a problem" not in page
    assert ("A full room and a lively discussion." if name == "declare" else "Marsh") in page
    assert not Upload.objects.exists()


def test_failures_download_as_a_csv_without_formulas(world):
    sent = world.upload(world.declared(), (2, "=1+1", "Müller"), (3, "@x", "-y"))

    response = world.client.get(url("upload_failures", sent.event.ev_number, sent.pk))

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Line,GOC number,Surname,Reason"
    assert lines[1].startswith("2,'=1+1,Müller,")
    assert lines[2].startswith("3,'@x,'-y,")


def test_a_certificate_leads_to_its_pdf(world, marsh):
    event = world.event()
    address = url("certificates", event.ev_number)

    wrong = world.client.post(address, {"number": number_of(marsh), "surname": "Jones"})
    right = world.client.post(
        address, {"number": number_of(marsh), "surname": "Marsh"}, follow=True
    )

    assert "The surname does not match this number." in text_of(wrong)
    assert "Marsh" not in text_of(wrong)
    assert right.headers["Content-Type"] == "application/pdf"
    assert right.headers["Content-Disposition"].startswith("inline;")
    assert right.content.startswith(b"%PDF-")
    assert CompletionCertificate.objects.count() == 1


def test_uploaded_people_get_a_certificate_at_one_press(world, marsh):
    event = world.declared()
    world.upload(event, (2, number_of(marsh), "Marsh"))

    page = world.client.get(url("certificates", event.ev_number))

    assert "Uploaded, without a certificate" in text_of(page)


def test_a_file_sent_twice_is_kept_once(world, marsh):
    event = world.declared()
    address = url("upload", event.ev_number)
    data = f"GOC number,Surname\n{number_of(marsh)},Marsh\n".encode()

    for _ in range(2):
        file = SimpleUploadedFile("people.csv", data, content_type="text/csv\x00")
        world.client.post(address, {"file": file})

    assert Upload.objects.count() == 1
    assert StoredFile.objects.get() == Upload.objects.get().file
