"""Two lists with the same people, both previewed before one of them is taken."""

from datetime import timedelta

import pytest
from django.urls import reverse

from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.enums import Box, Reason, UploadStatus
from sessions_events.models import Upload, UploadRow
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World
from tests.sessions_events.sending import boxes, csv_of, number_of, sent_file


def text_of(response):
    return " ".join(response.content.decode().split())


def address(name, upload):
    return reverse(f"sessions_events:{name}", args=[upload.event.ev_number, upload.pk])


def two_previews(world):
    """The same two people in two lists, the second with one more."""
    event = world.declared()
    people = [builders.registrant(surname=name, account=False) for name in ("Marsh", "Fell")]
    rows = [(number_of(each), each.surname) for each in people]
    third = builders.registrant(surname="Hill", account=False)
    first = sent_file(world, event, csv_of(*rows))
    later = world.at + timedelta(hours=1)
    more = (number_of(third), "Hill")
    return first, sent_file(world, event, csv_of(*rows, more), at=later)


def test_a_stale_preview_does_not_offer_who_was_uploaded_meanwhile(world):
    first, second = two_previews(world)
    services.take(upload=first, actor=world.admin, at=world.at)

    preview = text_of(world.client.get(address("upload_report", second)))
    done = text_of(world.client.post(address("upload_take", second), follow=True))

    assert "1 person gets" in preview
    assert "Take the 1 ready row" in preview
    assert "1 row is taken" in done
    assert boxes(second) == [Box.KNOWN, Box.KNOWN, Box.READY]
    assert PointEntry.objects.count() == 3
    assert queries.taken_rows(first.event).count() == 3


def test_the_button_of_a_page_that_is_older_says_what_was_not_taken(world):
    first, second = two_previews(world)
    services.take(upload=first, actor=world.admin, at=world.at)
    # As it was before the first was taken: read by a worker that had judged it already.
    person = PointEntry.objects.order_by("pk").first()
    second.rows.filter(line=2).update(
        box=Box.READY,
        reason="",
        registrant_id=person.registrant_id,
        taken_number=person.number,
        audience=person.audience,
        earned_on=person.event_date,
    )

    done = text_of(world.client.post(address("upload_take", second), follow=True))
    again = text_of(world.client.post(address("upload_take", second), follow=True))

    assert "1 row is taken" in done
    assert "1 row was not taken: its person has been uploaded meanwhile" in done
    assert "No row was ready" in again
    assert second.rows.get(line=2).reason == Reason.UPLOADED
    assert queries.taken_rows(first.event).count() == 3


def test_a_list_read_while_another_is_taken_knows_its_people_at_the_end(world, marsh):
    event = world.declared()
    row = (2, number_of(marsh), "Marsh")
    second = sent_file(world, event, csv_of(row[1:]))
    Upload.objects.filter(pk=second.pk).update(status=UploadStatus.RECEIVED)

    world.upload(event, row)

    assert boxes(second) == [Box.KNOWN]


def test_two_ready_rows_of_one_person_are_one_line_and_one_row(world, marsh):
    sent = sent_file(world, world.declared(), csv_of((number_of(marsh), "Marsh")))
    row = sent.rows.get()
    row.pk, row.line = None, 9
    row.save()

    services.take(upload=sent, actor=world.admin, at=world.at)

    assert boxes(sent) == [Box.READY, Box.KNOWN]
    assert sent.rows.get(line=9).sentence == "The same person as in line 2."
    assert queries.taken_rows(sent.event).count() == 1


def test_somebody_who_stands_in_two_taken_rows_is_one_person(world, marsh):
    """As it was kept before the rows of a stale preview were settled."""
    sent = world.upload(world.declared(), (2, number_of(marsh), "Marsh"))
    row = sent.rows.get()
    row.pk, row.line = None, 9
    row.save()
    keys = "&".join(f"row={each.pk}" for each in UploadRow.objects.all())
    people = reverse("sessions_events:people", args=[sent.event.ev_number])
    withdraw = reverse("sessions_events:withdraw", args=[sent.event.ev_number])

    assert "1 person" in text_of(world.client.get(people))
    assert "Withdraw the points of 1 person?" in text_of(world.client.get(f"{withdraw}?{keys}"))


@pytest.mark.django_db(transaction=True)
def test_two_previews_taken_at_once_take_everybody_once():
    world = World()
    first, second = two_previews(world)
    admin = world.admin

    together(
        *[
            lambda upload=upload: services.take(upload=upload, actor=admin, at=world.at)
            for upload in (first, second, first, second)
        ]
    )

    assert PointEntry.objects.count() == 3
    assert queries.taken_rows(first.event).count() == 3
