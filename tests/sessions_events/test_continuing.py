"""A downloaded list of the rest comes back: it continues the same upload."""

from datetime import timedelta

import pytest
from django.urls import reverse

from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.enums import Box, Reason
from sessions_events.services.uploading.continuing import named_by
from tests import builders
from tests.sessions_events.sending import boxes, csv_of, number_of, sent_file

MARKED = ("GOC number", "Surname", "Reason", "MyCET row")
LATER = timedelta(hours=1)


def again(world, upload, *rows, headings=MARKED):
    return sent_file(world, upload.event, csv_of(*rows, headings=headings), at=world.at + LATER)


def row(upload, line):
    return upload.rows.get(line=line)


@pytest.mark.parametrize(
    "mark, named",
    [
        ("U-5-12", (5, 12)),
        (" u-5-12 ", (5, 12)),
        ("'U-5-12", (5, 12)),
        ("U-5", None),
        ("", None),
        ("U-99999999999999999999-1", None),
        ("=U-5-12", None),
    ],
)
def test_what_a_mark_names(mark, named):
    assert named_by(mark) == named


def test_a_marked_row_stands_in_the_place_of_the_open_one(world, marsh):
    first = sent_file(world, world.declared(), csv_of((number_of(marsh), "Jones"), ("x", "Y")))

    second = again(world, first, (number_of(marsh), "Marsh", "", f"U-{first.pk}-2"))

    replaced = row(first, 2)
    assert boxes(second) == [Box.READY]
    assert (replaced.box, replaced.reason) == (Box.KNOWN, Reason.CONTINUED)
    assert f"U-{second.pk}" in replaced.sentence
    second.refresh_from_db()
    assert second.continues == first
    assert [each.line for each in queries.waiting_rows(first.event)] == [3]


def test_a_taken_row_is_never_replaced(world, marsh):
    first = sent_file(world, world.declared(), csv_of((number_of(marsh), "Marsh")))
    services.take(upload=first, actor=world.admin, at=world.at)
    other = builders.registrant(surname="Fell")

    second = again(world, first, (number_of(other), "Fell", "", f"U-{first.pk}-2"))

    assert row(first, 2).taken_at
    assert boxes(second) == [Box.READY]
    assert second.continues is None


def test_rows_without_a_mark_are_new_rows(world, marsh):
    first = sent_file(world, world.declared(), csv_of(("01-99999", "Jones")))

    second = again(
        world, first, ("01-99998", "Jones", "", f"U-{first.pk}-2"), (number_of(marsh), "Marsh")
    )

    assert boxes(second) == [Box.UNUSABLE, Box.READY]


def test_a_mark_of_another_event_or_of_nothing_touches_nothing(world, marsh):
    other = sent_file(world, world.declared(), csv_of(("01-99999", "Jones")))
    first = sent_file(world, world.declared(), csv_of(("01-99998", "Jones")))

    second = again(
        world,
        first,
        (number_of(marsh), "Marsh", "", f"U-{other.pk}-2"),
        ("01-99997", "Jones", "", "U-999999-2"),
    )

    assert row(other, 2).box == Box.UNUSABLE
    assert boxes(second) == [Box.READY, Box.UNUSABLE]


def test_the_whole_way_download_correct_send_take(world, marsh):
    event = world.declared()
    number = number_of(marsh)
    first = sent_file(world, event, csv_of((number, "-Jones"), headings=("GOC number", "Surname")))
    address = reverse("sessions_events:upload_rest", args=[event.ev_number, first.pk])
    text = b"".join(world.client.get(address).streaming_content).decode("utf-8-sig")

    second = sent_file(
        world, event, text.replace("'-Jones", "Marsh").encode("utf-8-sig"), at=world.at + LATER
    )
    services.take(upload=second, actor=world.admin, at=world.at + LATER)

    assert PointEntry.objects.get().number == number
    assert not queries.waiting_rows(event).exists()


def test_the_apostrophe_that_the_download_added_is_taken_off_again(world):
    first = sent_file(world, world.declared(), csv_of(("01-99999", "-y")))

    second = again(world, first, ("01-99999", "'-y", "", f"U-{first.pk}-2"))

    assert row(second, 2).surname == "-y"


def test_read_in_two_pieces_it_is_replaced_once(world, marsh, monkeypatch):
    """The worker dies after the first batch, and another goes on."""
    monkeypatch.setattr("sessions_events.services.uploading.staging.BATCH", 1)
    people = [builders.registrant(surname="Fell", account=False) for _ in range(3)]
    first = sent_file(
        world, world.declared(), csv_of(*[(number_of(person), "Wrong") for person in people])
    )
    marked = [
        (number_of(person), "Fell", "", f"U-{first.pk}-{line}")
        for line, person in enumerate(people, start=2)
    ]

    second = again(world, first, *marked)

    assert boxes(second) == [Box.READY] * 3
    assert boxes(first) == [Box.KNOWN] * 3
