"""Uploads by machine: keys, rows and files, dry runs, the same request twice."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cet_portal.core import clock
from cet_portal.core.models import StoredFile
from registrants.models import PointEntry
from sessions_events import services, tasks
from sessions_events.models import ApiKey, Upload, UploadRow
from sessions_events.services.uploading import working
from tests import builders
from tests.sessions_events.building import World
from tests.sessions_events.sending import csv_of, number_of


class Machine:
    """A booking system with a key."""

    def __init__(self, world):
        self.world = world
        self.key, self.secret = services.make_key(name="Bookings", actor=world.admin, at=world.at)

    def headers(self, **more):
        return {"Authorization": f"Bearer {self.secret}", **more}

    def rows(self, event, *rows, query="", key="", data=None):
        names = ("registration_number", "surname")
        body = data or json.dumps({"rows": [dict(zip(names, row, strict=True)) for row in rows]})
        return Client().post(
            address(event) + query,
            body,
            content_type="application/json",
            headers=self.headers(**({"Idempotency-Key": key} if key else {})),
        )

    def file(self, event, data, *, query="", key="", name="people.csv"):
        return Client().post(
            address(event) + query,
            {"file": SimpleUploadedFile(name, data)},
            headers=self.headers(**({"Idempotency-Key": key} if key else {})),
        )

    def read(self, path):
        return Client().get(path, headers=self.headers())


def address(event):
    return reverse("api_uploads", args=[event.ev_number])


@pytest.fixture
def machine(world):
    return Machine(world)


def test_rows_are_taken_and_reported(world, machine, marsh):
    answer = machine.rows(world.declared(), (number_of(marsh), "Marsh"), ("01-99999", "Fell"))

    report = answer.json()
    assert answer.status_code == 201
    assert report["items"] == [
        {"row": 1, "box": "READY", "reason": None, "registration_number": number_of(marsh)},
        {
            "row": 2,
            "box": "UNUSABLE",
            "reason": "This number is not on the register.",
            "registration_number": "01-99999",
        },
    ]
    counts = {name: report[name] for name in ("rows", "ready", "noted", "undecided", "unusable")}
    assert counts == {"rows": 2, "ready": 1, "noted": 0, "undecided": 0, "unusable": 1}
    assert PointEntry.objects.count() == 1
    assert machine.read(answer.headers["Location"]).json() == report
    assert Upload.objects.get().made_by_name == f"{world.user} (key {machine.key.start})"


@pytest.mark.parametrize("role", ["boss", "organiser", "12", {"a": 1}, True])
def test_a_role_that_is_not_known_is_said_and_costs_its_own_row_alone(world, machine, role):
    marsh, fell = (builders.registrant(surname=name) for name in ("Marsh", "Fell"))
    rows = [
        {"registration_number": number_of(marsh), "surname": "Marsh", "role": role},
        {"registration_number": number_of(fell), "surname": "Fell", "role": "Facilitator"},
    ]

    answer = machine.rows(world.declared(), data=json.dumps({"rows": rows}))

    one, two = answer.json()["items"]
    assert (one["box"], two["box"]) == ("UNUSABLE", "READY")
    assert one["reason"].startswith("The role “")
    assert "Send “participant” or “facilitator”." in one["reason"]


def test_a_row_with_an_unknown_role_is_mended_by_choosing_one(world, machine, marsh):
    row = {"registration_number": number_of(marsh), "surname": "Marsh", "role": "boss"}
    machine.rows(world.declared(), data=json.dumps({"rows": [row]}))
    sent = Upload.objects.get()
    kept = sent.rows.get()
    values = {"row": kept.pk, "number": kept.number, "surname": kept.surname}

    page = reverse("sessions_events:upload_mend", args=[sent.event.ev_number, sent.pk])
    shown = world.client.get(page).content.decode()
    form = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 1}
    form |= {f"rows-0-{name}": value for name, value in values.items()}
    world.client.post(page, form | {"rows-0-part": ""})
    kept.refresh_from_db()
    unchosen = kept.box
    world.client.post(page, form | {"rows-0-part": "FACILITATOR"})

    kept.refresh_from_db()
    assert "Choose the role" in shown
    assert (unchosen, kept.box, kept.part) == ("UNUSABLE", "READY", "FACILITATOR")


def test_a_file_is_read_by_the_same_rules(world, machine, marsh):
    answer = machine.file(world.declared(), csv_of((number_of(marsh), "Marsh")))

    assert (answer.status_code, answer.json()["status"]) == (201, "TAKEN")
    assert answer.json()["items"][0]["row"] == 2


@pytest.mark.parametrize("way", ["rows", "file"])
def test_a_dry_run_reports_and_keeps_nothing(world, machine, marsh, way):
    event = world.declared()
    row = (number_of(marsh), "Marsh")

    if way == "rows":
        answer = machine.rows(event, row, query="?dry_run=true")
    else:
        answer = machine.file(event, csv_of(row), query="?dry_run=true")

    assert (answer.status_code, answer.json()["ready"]) == (200, 1)
    assert answer.json()["upload"] is None
    for model in (Upload, UploadRow, StoredFile, PointEntry):
        assert not model.objects.exists()


def test_the_same_key_never_counts_twice(world, machine, marsh):
    event, row = world.declared(), (number_of(marsh), "Marsh")

    first = machine.rows(event, row, key="a-1")
    second = machine.rows(event, row, key="a-1")
    other = machine.rows(event, row, key="a-2")

    assert (first.status_code, second.status_code, other.status_code) == (201, 200, 201)
    assert first.json() == second.json()
    assert other.json()["known"] == 1
    assert Upload.objects.count() == 2
    assert PointEntry.objects.count() == 1


@pytest.mark.parametrize("query", ["", "?dry_run=true"])
def test_the_same_key_with_other_people_is_refused_and_says_why(world, machine, marsh, query):
    event, fell = world.declared(), builders.registrant(surname="Fell")
    machine.rows(event, (number_of(marsh), "Marsh"), key="a-1")

    more = machine.rows(event, (number_of(fell), "Fell"), key="a-1", query=query)
    file = machine.file(event, csv_of((number_of(marsh), "Marsh")), key="a-1", query=query)

    for answer in (more, file):
        assert answer.status_code == 409
        assert "used for" in answer.json()["detail"]
        assert "a key of their own" in answer.json()["detail"]
    assert Upload.objects.count() == 1
    assert machine.rows(event, (number_of(fell), "Fell"), key="a-2").status_code == 201


def test_the_same_key_with_another_file_is_refused(world, machine, marsh):
    event, first = world.declared(), csv_of((number_of(marsh), "Marsh"))

    answers = [machine.file(event, data, key="f") for data in (first, first, first + b"1,x\n")]

    assert [each.status_code for each in answers] == [201, 200, 409]
    assert Upload.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_a_large_file_is_read_and_taken_by_the_worker(world, machine, marsh, monkeypatch):
    monkeypatch.setattr(working, "MOST_BYTES_AT_ONCE", 10)

    answer = machine.file(world.declared(), csv_of((number_of(marsh), "Marsh")))
    tasks.read_upload(upload_id=answer.json()["upload"])

    assert (answer.status_code, answer.json()["status"]) == (202, "RECEIVED")
    assert machine.read(answer.headers["Location"]).json()["status"] == "TAKEN"
    assert PointEntry.objects.count() == 1


def test_before_the_declaration_it_says_why(world, machine, marsh):
    answer = machine.rows(world.event(), (number_of(marsh), "Marsh"))

    assert answer.status_code == 409
    assert answer.json()["detail"]


@pytest.mark.parametrize("query", ["", "?dry_run=true"])
def test_a_file_that_cannot_be_read_says_why(world, machine, query):
    answer = machine.file(world.declared(), b"%PDF-1.7 hello", query=query)

    assert answer.status_code == 422
    assert "PDF" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body, status",
    [
        ("", 400),
        ("[", 400),
        ("[]", 400),
        ("{}", 400),
        ('{"rows": []}', 400),
        ('{"rows": "x"}', 400),
        ("[" * 100_000, 400),
        ('{"rows": [1, null, "x", []]}', 201),
        ('{"rows": [{"registration_number": {}, "surname": ["x"]}]}', 201),
        ('{"rows": [{"registration_number": "01\\u0000", "surname": "\\ud800"}]}', 201),
        ('{"rows": [{"registration_number": 120001, "surname": true}]}', 201),
        ('{"rows": [{"registration_number": 1e400, "surname": NaN}]}', 400),
    ],
)
def test_odd_requests_get_an_answer(world, machine, body, status):
    answer = machine.rows(world.declared(), data=body or " ")

    assert answer.status_code == status
    if status == 201:
        assert answer.json()["unusable"] == answer.json()["rows"]


def test_a_key_that_is_too_long_or_odd_is_refused(world, machine):
    for key in ("x" * 101, "a\tb"):
        assert machine.rows(world.declared(), ("1", "x"), key=key).status_code == 400


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer mycet_wrong"}])
def test_without_a_key_nothing_opens(world, headers):
    event = world.declared()

    for answer in (
        Client().post(address(event), "{}", content_type="application/json", headers=headers),
        Client().get(reverse("api_upload", args=[event.ev_number, 1]), headers=headers),
        world.client.post(address(event), "{}", content_type="application/json", headers=headers),
    ):
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_another_providers_key_finds_nothing(world, machine, marsh):
    event = World().declared()

    assert machine.rows(event, (number_of(marsh), "Marsh")).status_code == 404
    assert machine.read(reverse("api_upload", args=[event.ev_number, 1])).status_code == 404


def test_a_key_is_shown_once_kept_as_a_digest_and_revoked(world, marsh):
    new = {"name": "Bookings", "expires_on": clock.today().isoformat()}
    page = world.client.post(reverse("sessions_events:api_keys"), new)
    key = ApiKey.objects.get()
    secret = page.context["secret"]
    later = world.client.get(reverse("sessions_events:api_keys"))
    event = world.declared()

    def status():
        return (
            Client()
            .get(
                reverse("api_upload", args=[event.ev_number, 1]),
                headers={"Authorization": f"Bearer {secret}"},
            )
            .status_code
        )

    assert secret in page.content.decode()
    assert secret not in later.content.decode()
    assert secret not in str(vars(key))
    assert status() == 404
    key.refresh_from_db()
    assert key.used_on
    world.client.post(reverse("sessions_events:revoke_key", args=[key.pk]))
    assert status() == 401
    other = World().client
    assert other.post(reverse("sessions_events:revoke_key", args=[key.pk])).status_code == 404


@pytest.mark.parametrize("query", ["?dryrun=true", "?dry_run=maybe"])
def test_a_word_that_is_not_known_keeps_nothing(world, machine, marsh, query):
    """A dry run that is misspelt is not an upload."""
    answer = machine.rows(world.declared(), (number_of(marsh), "Marsh"), query=query)

    assert answer.status_code == 400
    assert list(answer.json()) == [query[1:].split("=")[0]]
    assert not marsh.points.exists()
