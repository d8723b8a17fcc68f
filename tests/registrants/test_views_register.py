"""Pages of the register for staff."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registrants import services
from registrants.models import RegisterEntry, RegisterImport
from tests import builders
from tests.registrants.building import offer
from tests.registrants.registering import row, send, take_over, text_of

pytestmark = pytest.mark.django_db

BORN = "17 May 1980"
# Real days: the form refuses a day to come.
THEN = date(2026, 6, 1)


@pytest.fixture
def staff():
    return builders.staff()


@pytest.fixture
def client(staff):
    return builders.client_for(staff)


def page(client, name, *args, **query):
    return client.get(reverse(f"registrants:{name}", args=args), query).content.decode()


def post(client, name, *args, **data):
    return client.post(reverse(f"registrants:{name}", args=args), data, follow=True)


def filled(**changed):
    return {
        "kind": "FULL",
        "of_day": "2026-06-01",
        "file": SimpleUploadedFile(
            "register.csv", text_of(row(), row("01-30002", surname="")).encode()
        ),
        **changed,
    }


def test_people_are_found_by_number_former_number_and_name(client):
    take_over(
        send(
            row(end="2020-12-31"),
            row("01-39001", previous="01-30001", start="2023-04-01"),
            row("D-5001", surname="O'Neil", forenames="Sean"),
        )
    )
    for words in ("01-30001", "0130001", "01-39001", "marsh", "Ada Marsh"):
        found = page(client, "register", words=words)
        assert "Marsh, Ada" in found
        assert "Neil" not in found
        assert "1980" not in found
    assert "Neil, Sean" in page(client, "register", words="oneil")
    assert "Nobody matches." in page(client, "register", words="U-10001")
    assert "Neil" not in page(client, "register", register="OPTOMETRIST")
    assert "Nobody matches." in page(client, "register", state="off")


def test_the_list_asks_as_often_for_many_as_for_few(client):
    counts = []
    for number in (1, 30):
        for _each in range(number):
            builders.registrant(account=False)
        with CaptureQueriesContext(connection) as asked:
            page(client, "register")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_person_has_a_page_with_everything_dated_and_a_ledger_to_read(client):
    take_over(send(row(prescribing_from="2019-01-01")))
    take_over(send(row(surname="Bell", prescribing_from="2019-01-01")))
    person = RegisterEntry.objects.get().registrant
    offer(person)
    shown = page(client, "person", person.pk)
    for words in (
        BORN,
        "01-30001",
        "Independent prescribing",
        "Marsh, until 31 May 2027",
        "1 line",
    ):
        assert words in shown
    ledger = page(client, "person_points", person.pk)
    assert "EV-80001" in ledger
    assert '<form method="post"' not in ledger.split("<main")[1]


def test_a_file_is_sent_looked_at_and_taken_over(client):
    shown = post(client, "register_import_new", **filled()).content.decode()
    assert "“Surname” is empty." in shown
    assert BORN not in shown
    assert "1980-05-17" not in shown
    sent = RegisterImport.objects.get()
    narrowed = page(client, "register_import", sent.pk, difference="SENSELESS")
    assert "01-30002" in narrowed
    assert "01-30001" not in narrowed
    csv = client.get(reverse("registrants:register_import", args=[sent.pk]), {"format": "csv"})
    text = b"".join(csv.streaming_content).decode()
    assert "01-30002" in text
    assert "1980" not in text

    done = post(client, "register_import_commit", sent.pk).content.decode()

    assert "The import is taken over." in done
    assert RegisterEntry.objects.get().number == "01-30001"
    assert "register.csv" in page(client, "register_imports")
    again = post(client, "register_import_commit", sent.pk).content.decode()
    assert "This is not possible any more" in again


def test_the_preview_says_who_is_new_and_who_leaves(client):
    there = [row(f"01-{40_000 + n}", forenames="Cy", surname=f"Carr{'ab'[n]}") for n in range(2)]
    take_over(send(*there))
    sent = send(there[0], row("01-30009", prescribing_from="2010-02-01"))
    shown = page(client, "register_import", sent.pk)
    csv = client.get(reverse("registrants:register_import", args=[sent.pk]), {"format": "csv"})
    text = b"".join(csv.streaming_content).decode()

    for each in (shown, text):
        assert "Marsh, Ada" in each
        assert "Carrb, Cy" in each
        assert "Register: optometrist" in each
        assert "From: 2015-01-01" in each
        assert "To: 2027-05-31" in each
        assert "began before the entry on the register" in each
        assert "OPTOMETRIST" not in each


def test_what_is_wrong_with_the_form_or_file_is_said_at_its_field(client):
    shown = post(client, "register_import_new", kind="", of_day="", file="").content.decode()
    assert "Choose a file" in shown
    late = post(client, "register_import_new", **filled(of_day="2099-01-01")).content.decode()
    assert "must not be in the future" in late
    bad = filled(file=SimpleUploadedFile("r.csv", b"Name,Town\nAda,York\n"))
    assert (
        "These columns are missing" in post(client, "register_import_new", **bad).content.decode()
    )


def test_a_second_person_is_asked_and_confirms(client, staff):
    people = [row(f"01-4000{n}", surname=f"Crowd{'abcd'[n]}") for n in range(4)]
    take_over(send(*people, of_day=THEN))
    sent = send(*people[1:], of_day=THEN, user=staff)
    before = page(client, "register_import", sent.pk)
    assert "Take over the differences" not in before
    assert "would end 25% of what is in force" in before
    assert "are asked to look" in post(client, "register_import_ask", sent.pk).content.decode()
    assert "Somebody else has to look" in page(client, "register_import", sent.pk)

    other = builders.client_for(builders.staff())
    assert "Confirm and take over" in page(other, "register_import", sent.pk)
    assert (
        "The import is taken over."
        in post(other, "register_import_confirm", sent.pk).content.decode()
    )


def test_the_example_can_be_imported_as_it_is(client):
    data = client.get(reverse("registrants:register_import_example")).content
    sent = send(text=data)
    assert sent.counts == {"NEW": 4, "SPECIALTY_ADDED": 1, "UNCHANGED": 0}


def test_nobody_else_opens_these_pages():
    provider, admin = builders.provider_with()
    sent = send(row())
    for user in (admin, builders.registrant().user):
        client = builders.client_for(user)
        for name, args in (
            ("register", ()),
            ("register_imports", ()),
            ("register_import", (sent.pk,)),
        ):
            assert client.get(reverse(f"registrants:{name}", args=args)).status_code == 403


def test_a_large_file_is_left_to_the_worker(client):
    rows = [row(f"01-{100_000 + n}", surname="Marsh") for n in range(6_000)]
    sent = send(*rows)
    assert sent.status == "READING"
    assert "The file is being read" in page(client, "register_import", sent.pk)
    services.read_import_in_background(register_import=sent, at=sent.made_at)
    sent.refresh_from_db()
    assert sent.counts["NEW"] == 6_000
    sent = take_over(sent)
    assert sent.status == "COMMITTING"
    assert "being taken over" in page(client, "register_import", sent.pk)
    services.take_over_in_background(register_import=sent, at=sent.made_at)
    assert RegisterEntry.objects.count() == 6_000
