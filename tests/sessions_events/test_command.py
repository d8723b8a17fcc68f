"""`manage.py upload` does from a shell what the pages do."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from registrants.models import PointEntry
from sessions_events.models import Upload
from tests import builders
from tests.sessions_events.building import World
from tests.sessions_events.sending import csv_of, number_of


@pytest.fixture
def sheet(tmp_path, marsh):
    """A list with one good and one bad row."""
    path = tmp_path / "people.csv"
    path.write_bytes(csv_of((number_of(marsh), "Marsh"), ("01-99999", "Fell")))
    return path


def run(event, path, *more):
    out = io.StringIO()
    call_command("upload", event.ev_number, str(path), *more, stdout=out)
    return out.getvalue()


def test_a_preview_prints_exactly_this_and_keeps_nothing(world, marsh, sheet):
    printed = json.loads(run(world.declared(), sheet, "--json"))

    assert list(printed) == ["rows", "ready", "noted", "undecided", "unusable", "known", "items"]
    assert {**printed, "items": printed["items"][:1]} == {
        "rows": 2,
        "ready": 1,
        "noted": 0,
        "undecided": 0,
        "unusable": 1,
        "known": 0,
        "items": [
            {"row": 2, "box": "READY", "reason": None, "registration_number": number_of(marsh)}
        ],
    }
    assert not Upload.objects.exists()


def test_committed_it_is_taken_and_the_second_time_known(world, sheet):
    event = world.declared()

    first = json.loads(run(event, sheet, "--commit", "--json"))
    second = json.loads(run(event, sheet, "--commit", "--json"))

    assert (first["ready"], second["ready"], second["known"]) == (1, 0, 1)
    assert PointEntry.objects.count() == 1
    event.refresh_from_db()
    assert event.status == "UPLOADED"


def test_it_acts_as_the_person_named(world, sheet):
    run(world.declared(), sheet, "--commit", "--as", world.user.email, "--json")

    assert Upload.objects.get().made_by_name == str(world.user)


def test_for_people_it_prints_counts_and_reasons(world, sheet):
    printed = run(world.declared(), sheet)

    assert "ready: 1" in printed
    assert "3: 01-99999: This number is not on the register." in printed


def test_what_is_wrong_is_said_in_a_sentence(world, sheet, tmp_path):
    event, stranger = world.declared(), builders.person()
    picture = tmp_path / "x.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n123")

    for arguments, words in [
        ((event, picture), "PNG picture"),
        ((event, picture, "--commit"), "PNG picture"),
        ((event, tmp_path / "none.csv"), "No such file"),
        ((event, tmp_path), "directory"),
        ((event, sheet, "--as", "nobody@example.org"), "no account"),
        ((event, sheet, "--as", stranger.email), "no role"),
        ((event, sheet, "--as", World().user.email), "no role"),
        ((world.event(), sheet), "eclared"),
    ]:
        with pytest.raises(CommandError, match=words):
            run(*arguments)
    event.ev_number = "EV-99999"
    with pytest.raises(CommandError, match="no event"):
        run(event, sheet)
    assert not Upload.objects.filter(status="TAKEN").exists()
