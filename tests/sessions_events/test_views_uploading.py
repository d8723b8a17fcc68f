"""Uploading in the browser: four ways in, one preview, and what can be done with it."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cet_portal.core import kept_text
from cet_portal.core.models import StoredFile
from registrants.models import PointEntry
from sessions_events import services
from sessions_events.enums import UploadStatus
from sessions_events.models import ProviderHeading, Upload
from tests import builders


def url(name, *args):
    return reverse(f"sessions_events:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def number_of(person):
    return person.entries.get().number


def send(world, event, data: bytes, name="people.csv"):
    file = SimpleUploadedFile(name, data, content_type="text/csv")
    return world.client.post(url("upload", event.ev_number), {"file": file}, follow=True)


def take(world, sent, follow=True):
    return world.client.post(url("upload_take", sent.event.ev_number, sent.pk), follow=follow)


def downloaded(response):
    return list(
        csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    )


def test_a_file_is_kept_previewed_and_nothing_is_taken_before_the_button(world, marsh):
    event = world.declared()
    data = f"GOC number,Surname\n{number_of(marsh)},Marsh\n01-99999,@SUM(A1)\n,Jones\n".encode()

    preview = text_of(send(world, event, data))

    sent = Upload.objects.get()
    with sent.file.file.open() as kept:
        assert kept.read() == data
    assert sent.status == UploadStatus.PREVIEWED
    assert not PointEntry.objects.exists()
    assert "1 person gets 2 points, 1 of them interactive (general points)" in preview
    assert "This is a formula" in preview
    assert "Take the 1 ready row" in preview


def test_the_boxes_stand_in_their_order_and_filter_the_rows(world, marsh):
    event = world.declared()
    data = f"GOC number,Surname\n{number_of(marsh)},Marsh\n01-99999,Jones\n".encode()
    page = text_of(send(world, event, data))
    words = ["ready</a>", "with a remark</a>", "need a decision", "cannot be used</a>", "already"]

    places = [page.index(word) for word in words]
    one = text_of(
        world.client.get(
            url("upload_report", event.ev_number, Upload.objects.get().pk), {"box": "UNUSABLE"}
        )
    )

    assert places == sorted(places)
    assert "01-99999" in one
    assert number_of(marsh) not in one


def test_the_button_takes_what_is_ready_and_the_rest_stays(world, marsh):
    event = world.declared()
    send(world, event, f"GOC number,Surname\n{number_of(marsh)},Marsh\n01-99999,J\n".encode())
    sent = Upload.objects.get()

    done = take(world, sent)
    again = take(world, sent)

    assert "1 row is taken" in text_of(done)
    assert "Mend the rows that cannot be used" in text_of(done)
    assert again.status_code == 200
    assert PointEntry.objects.count() == 1
    event.refresh_from_db()
    assert event.status == "UPLOADED"


@pytest.mark.parametrize(
    "data, words",
    [
        (b"\x89PNG\r\n\x1a\n123", "This looks like a PNG picture"),
        (b"", "The file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_at_its_field(world, data, words):
    event = world.declared()

    response = send(world, event, data)

    assert words in text_of(response)
    assert 'id="id_file_error"' in text_of(response)
    assert "Nothing has been uploaded yet" in text_of(
        world.client.get(url("event", event.ev_number))
    )


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


def test_without_header_the_preview_says_what_was_guessed(world, marsh):
    response = send(world, world.declared(), f"{number_of(marsh)};Marsh\n".encode())

    assert "The file has no header" in text_of(response)
    assert "Take the 1 ready row" in text_of(response)


def test_a_pasted_table_gives_the_same_preview(world, marsh):
    event = world.declared()
    text = f"Surname\tGOC number\r\nMarsh\t{number_of(marsh)}\r\n"

    page = world.client.post(url("upload_pasted", event.ev_number), {"text": text}, follow=True)

    assert "Take the 1 ready row" in text_of(page)
    assert Upload.objects.get().source == "PASTED"


def test_a_paste_that_cannot_be_read_stays_in_the_box(world):
    event = world.declared()

    page = world.client.post(url("upload_pasted", event.ev_number), {"text": "%PDF-1.7 hello"})

    assert "There is a problem" in text_of(page)
    assert "%PDF-1.7 hello" in text_of(page)


def typed(*rows, count=12, **more):
    data = {"rows-TOTAL_FORMS": count, "rows-INITIAL_FORMS": 0, **more}
    for place, (number, surname) in enumerate(rows):
        data |= {f"rows-{place}-number": number, f"rows-{place}-surname": surname}
    return data


def test_typed_rows_more_rows_and_preview(world, marsh):
    event = world.declared()
    address = url("upload_typed", event.ev_number)
    rows = [("", ""), (number_of(marsh), "Marsh"), ("01-99999", "")]

    empty = world.client.post(address, typed())
    more = world.client.post(address, typed(*rows, more="1"))
    done = world.client.post(address, typed(*rows, count=24), follow=True)

    assert "Type at least one number and surname" in text_of(empty)
    assert 'name="rows-23-number"' in text_of(more)
    assert 'value="Marsh"' in text_of(more)
    assert "There is a problem" not in text_of(more)
    assert "Take the 1 ready row" in text_of(done)
    assert list(Upload.objects.get().rows.values_list("line", flat=True)) == [2, 3]


@pytest.mark.parametrize("name", ["upload_typed", "upload_pasted"])
def test_what_was_typed_survives_the_end_of_the_session(world, name):
    event = world.declared()
    data = typed(("01-20001", "Marsh")) if name == "upload_typed" else {"text": "Marsh"}
    data |= {kept_text.FIELD: kept_text.sign(world.user.pk)}
    address, browser = url(name, event.ev_number), Client()

    away = browser.post(address, data)
    browser.force_login(world.user)
    page = text_of(browser.get(address))

    assert "/accounts/login/" in away.url
    assert "Not saved yet" in page
    assert "There is a problem" not in page
    assert "Marsh" in page
    assert not Upload.objects.exists()


def test_a_file_sent_twice_is_kept_once(world, marsh):
    event = world.declared()
    address = url("upload", event.ev_number)
    data = f"GOC number,Surname\n{number_of(marsh)},Marsh\n".encode()

    for _ in range(2):
        file = SimpleUploadedFile("people.csv", data, content_type="text/csv\x00")
        world.client.post(address, {"file": file})

    assert Upload.objects.count() == 1
    assert StoredFile.objects.get() == Upload.objects.get().file


def test_columns_that_cannot_be_told_are_asked_and_remembered(world, marsh):
    event = world.declared()
    data = f"Wer,Nummer,Wo\nMarsh,{number_of(marsh)},Leeds\n".encode()

    send(world, event, data)
    sent = Upload.objects.get()
    address = url("upload_columns", event.ev_number, sent.pk)
    asked = text_of(world.client.get(address))
    twice = text_of(world.client.post(address, {"number": "1", "surname": "1"}))
    done = text_of(world.client.post(address, {"number": "1", "surname": "0"}, follow=True))

    assert sent.status == UploadStatus.UNREADABLE
    assert "Leeds" in asked
    assert "chosen above already" in twice
    assert "Take the 1 ready row" in done
    assert set(ProviderHeading.objects.values_list("heading", "field")) == {
        ("wer", "surname"),
        ("nummer", "number"),
    }
    assert "Take the 1 ready row" in text_of(send(world, event, data + b"\n"))


def test_a_preview_can_be_put_aside(world, marsh):
    event = world.declared()
    send(world, event, f"GOC number,Surname\n{number_of(marsh)},Marsh\n".encode())
    sent = Upload.objects.get()

    page = world.client.post(url("upload_drop", event.ev_number, sent.pk), follow=True)

    assert "put aside" in text_of(page)
    assert world.client.get(url("upload_report", event.ev_number, sent.pk)).status_code == 404
    assert not PointEntry.objects.exists()


def test_the_rest_downloads_in_the_files_own_columns_without_formulas(world, marsh):
    event = world.declared()
    data = f"Town,Name,GOC number,Surname\n=1+1,Ann,{number_of(marsh)},Jones\nYork,Bob,@x,-y\n"
    send(world, event, data.encode())
    sent = Upload.objects.get()

    one, two = downloaded(world.client.get(url("upload_rest", event.ev_number, sent.pk)))

    assert list(one) == ["Town", "Name", "GOC number", "Surname", "Reason", "MyCET row"]
    assert one["Town"] == "'=1+1"
    assert one["Reason"] == "The surname does not match this number."
    assert one["MyCET row"] == f"U-{sent.pk}-2"
    assert (two["GOC number"], two["Surname"]) == ("'@x", "'-y")


def test_the_rest_of_a_list_without_headings_names_what_is_known(world):
    event = world.declared()
    send(world, event, b"Marsh;01-99999;Leeds\n")
    sent = Upload.objects.get()
    if sent.status == UploadStatus.UNREADABLE:
        world.client.post(
            url("upload_columns", event.ev_number, sent.pk), {"number": "1", "surname": "0"}
        )

    (row,) = downloaded(world.client.get(url("upload_rest", event.ev_number, sent.pk)))

    assert list(row)[:3] == ["Surname", "Registration number", "Column 3"] or list(row)[:3] == [
        "surname",
        "registration number",
        "Column 3",
    ]
    assert row["Column 3"] == "Leeds"


def test_what_staff_alone_may_know_is_not_for_the_provider(world, marsh, staff):
    row = (2, number_of(marsh), "Marsh")
    other = world.declared()
    world.upload(other, row)
    sent = world.upload(world.declared(), row)
    address = url("upload_report", sent.event.ev_number, sent.pk)

    assert f"Recorded at {other.ev_number} at the same time" in text_of(staff.get(address))
    assert other.ev_number not in text_of(world.client.get(address))


@pytest.mark.parametrize("name", ["upload_report", "upload_mend", "upload_decide", "waiting"])
def test_pages_ask_as_much_for_one_row_as_for_many(world, name, django_assert_max_num_queries):
    def queries_for(count):
        event = world.declared()
        bad = "0l-20001" if name == "upload_decide" else "01-99999"
        sent = world.upload(event, *[(n, bad, f"Marsh{'a' * n}") for n in range(1, count + 1)])
        args = (event.ev_number,) if name == "waiting" else (event.ev_number, sent.pk)
        with django_assert_max_num_queries(60) as captured:
            assert world.client.get(url(name, *args)).status_code == 200
        return len(captured)

    queries_for(1)  # what is asked once for a process
    assert queries_for(1) == queries_for(20)


def test_progress_refreshes_itself_and_can_be_left(world):
    event = world.declared()
    sent = services.receive_file(
        event=event,
        file=SimpleUploadedFile("people.csv", b"GOC number,Surname\n01-99999,Jones\n"),
        actor=world.admin,
        at=world.at,
    )

    page = text_of(world.client.get(url("upload_report", event.ev_number, sent.pk)))

    assert '<noscript><meta http-equiv="refresh" content="4"></noscript>' in page
    assert "data-look-again" in page
    assert "<progress" in page
    assert "You can leave this page" in page


def test_a_file_of_21_megabytes_arrives_whole(world):
    """Other pages take 20 MB: this one, and the machine interface, take 50."""
    event = world.declared()
    data = b"GOC number,Surname,Notes\n" + (b"01-99999,Jones," + b"x" * 1000 + b"\n") * 21_000

    page = text_of(send(world, event, data))

    assert Upload.objects.get().file.size == len(data) > 21_000_000
    assert "You can leave this page" in page


def test_staff_read_that_the_provider_takes_what_is_ready(world, marsh, staff):
    event = world.declared()
    send(world, event, f"GOC number,Surname\n{number_of(marsh)},Marsh\n".encode())

    page = text_of(staff.get(url("upload_report", event.ev_number, Upload.objects.get().pk)))

    assert "1 row is ready, and not taken yet: the provider’s people take it." in page
    assert "nothing to take" not in page


def test_somebody_twice_in_a_list_is_not_called_uploaded(world, marsh):
    event = world.declared()
    row = f"{number_of(marsh)},Marsh\n"
    page = text_of(send(world, event, f"GOC number,Surname\n{row}{row}".encode()))
    sent = Upload.objects.get()
    address = url("upload_report", event.ev_number, sent.pk)

    twice = text_of(world.client.get(address, {"box": "TWICE"}))
    known = text_of(world.client.get(address, {"box": "KNOWN"}))
    event_page = text_of(world.client.get(url("event", event.ev_number)))

    assert 'number">0</span> <a class="govuk-link" href="?box=KNOWN">already' in page
    assert 'number">1</span> <a class="govuk-link" href="?box=TWICE">twice in this list' in page
    assert "Twice in this list</strong> The same person as in line 2." in twice
    assert "No row is in this box" in known
    assert "0 already uploaded, 1 twice in this list" in event_page


def test_uploads_and_withdrawals_stand_with_their_number(world, marsh):
    event = world.declared()
    sent = world.upload(event, (2, number_of(marsh), "Marsh"))
    people = text_of(world.client.get(url("people", event.ev_number)))

    services.withdraw(
        event=event,
        rows=[sent.rows.get().pk],
        reason="Left early.",
        actor=world.admin,
        at=world.at,
    )
    page = text_of(world.client.get(url("event", event.ev_number)))

    assert f"{sent.reference}</a>" in people
    assert f"{sent.reference}</span>," in page
    assert "1 withdrawn since" in page
