"""Rows that stayed behind are put right in place, or decided."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cet_portal.core.permissions import Refused
from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.enums import Box, Reason
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World
from tests.sessions_events.sending import csv_of, number_of, sent_file

WEEK = timedelta(days=7)


def page(name, upload):
    return reverse(f"sessions_events:{name}", args=[upload.event.ev_number, upload.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def posted(*rows):
    data = {"rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": len(rows)}
    for place, values in enumerate(rows):
        data |= {f"rows-{place}-{name}": value for name, value in values.items()}
    return data


def mend(world, row, number, surname, at=None):
    return services.mend_row(
        row=row, number=number, surname=surname, actor=world.admin, at=at or world.at
    )


def test_a_row_is_mended_next_week_and_taken_then(world, marsh):
    sent = sent_file(world, world.declared(), csv_of((number_of(marsh), "Jones")))

    row = mend(world, sent.rows.get(), number_of(marsh), "Marsh", world.at + WEEK)
    services.take(upload=sent, actor=world.admin, at=world.at + WEEK)

    assert row.box == Box.READY
    assert PointEntry.objects.get().registrant == marsh


def test_the_page_saves_what_changed_and_keeps_what_is_still_wrong(world, marsh):
    sent = sent_file(
        world,
        world.declared(),
        csv_of((number_of(marsh), "Jones"), ("01-99999", "Fell"), ("", "x")),
    )
    one, two, three = sent.rows.order_by("line")

    answer = world.client.post(
        page("upload_mend", sent),
        posted(
            {"row": one.pk, "number": one.number, "surname": "Marsh"},
            {"row": two.pk, "number": "01-99998", "surname": "Fell"},
            {"row": three.pk, "number": "", "surname": "x"},
        ),
        follow=True,
    )

    assert "1 row is ready now." in text_of(answer)
    assert "1 row is not ready: it says why." in text_of(answer)
    assert 'value="01-99998"' in text_of(answer)
    assert [row.box for row in sent.rows.order_by("line")] == ["READY", "UNUSABLE", "UNUSABLE"]


def test_a_row_settled_meanwhile_is_said_and_nothing_typed_is_lost(world, marsh):
    sent = sent_file(
        world, world.declared(), csv_of((number_of(marsh), "Jones"), ("01-99999", "Fell"))
    )
    one, two = sent.rows.order_by("line")
    mend(world, one, number_of(marsh), "Marsh")

    answer = world.client.post(
        page("upload_mend", sent),
        posted(
            {"row": one.pk, "number": "01-77777", "surname": "Typed"},
            {"row": two.pk, "number": "01-99999", "surname": "Fell"},
        ),
    )

    assert "Somebody else has settled this row meanwhile." in text_of(answer)
    assert 'value="Typed"' in text_of(answer)
    one.refresh_from_db()
    assert one.box == Box.READY


@pytest.mark.parametrize("key", ["x", "", "9" * 30, "-1"])
def test_a_row_that_is_none_is_an_error_and_no_crash(world, key):
    sent = sent_file(world, world.declared(), csv_of(("01-99999", "Fell")))

    for name in ("upload_mend", "upload_decide"):
        answer = world.client.post(page(name, sent), posted({"row": key, "number": "1"}))
        assert answer.status_code == 200


def undecided(world, person):
    """A number with the letter O for a nought."""
    damaged = number_of(person).replace("0", "O")
    return sent_file(world, world.declared(), csv_of((damaged, person.surname)))


def test_a_proposal_is_taken_by_a_yes_only(world, marsh):
    sent = undecided(world, marsh)
    row = sent.rows.get()
    assert (row.box, row.reason) == (Box.UNDECIDED, Reason.PROPOSAL)

    empty = world.client.post(page("upload_decide", sent), posted({"row": row.pk}), follow=True)
    shown = text_of(world.client.get(page("upload_decide", sent)))
    world.client.post(page("upload_decide", sent), posted({"row": row.pk, "answer": "yes"}))

    assert "No row was changed." in text_of(empty)
    assert "checked" not in shown
    assert number_of(marsh) in shown
    row.refresh_from_db()
    assert (row.box, row.taken_number) == (Box.NOTED, number_of(marsh))


def test_a_no_puts_the_row_aside(world, marsh):
    sent = undecided(world, marsh)

    row = services.decide_row(row=sent.rows.get(), yes=False, actor=world.admin, at=world.at)

    assert (row.box, row.reason) == (Box.UNUSABLE, Reason.REFUSED)
    assert not queries.waiting_rows(sent.event).exists()
    with pytest.raises(Refused):
        services.decide_row(row=row, yes=True, actor=world.admin, at=world.at)


def test_general_points_for_somebody_who_is_not_of_the_audience(world):
    other = builders.registrant(surname="Fell", profession="DISPENSING_OPTICIAN")
    sent = sent_file(world, world.declared(), csv_of((number_of(other), "Fell")))
    assert sent.rows.get().reason == Reason.AUDIENCE
    assert "General points" in text_of(world.client.get(page("upload_decide", sent)))

    services.decide_row(row=sent.rows.get(), yes=True, actor=world.admin, at=world.at)
    services.take(upload=sent, actor=world.admin, at=world.at)

    line = PointEntry.objects.get()
    assert (line.kind, line.registrant) == ("GENERAL", other)


def test_a_taken_row_is_not_rewritten(world, marsh):
    sent = sent_file(world, world.declared(), csv_of((number_of(marsh), "Marsh")))
    services.take(upload=sent, actor=world.admin, at=world.at)

    with pytest.raises(Refused, match="has been taken"):
        mend(world, sent.rows.get(), "01-99999", "Other")


def test_rows_that_wait_are_listed_with_their_way(world, marsh):
    event = world.declared()
    address = reverse("sessions_events:waiting", args=[event.ev_number])
    nothing = text_of(world.client.get(address))
    sent_file(world, event, csv_of(("01-99999", "Fell"), (number_of(marsh), "Marsh")))

    listed = text_of(world.client.get(address))
    on_the_event = text_of(
        world.client.get(reverse("sessions_events:event", args=[event.ev_number]))
    )

    assert "No row waits" in nothing
    assert "01-99999" in listed
    assert number_of(marsh) not in listed
    assert "1 row waits" in on_the_event


@pytest.mark.django_db(transaction=True)
def test_mended_while_taken_ends_in_one_of_the_two_orders():
    world = World()
    marsh, fell = builders.registrant(), builders.registrant(surname="Fell")
    sent = sent_file(world, world.declared(), csv_of((number_of(marsh), "Marsh")))
    row, admin = sent.rows.get(), world.admin

    mended, taken = together(
        lambda: services.mend_row(
            row=row, number=number_of(fell), surname="Fell", actor=admin, at=world.at
        ),
        lambda: services.take(upload=sent, actor=admin, at=world.at),
    )

    row.refresh_from_db()
    owner = PointEntry.objects.get().registrant
    assert not isinstance(taken, Exception)
    assert row.taken_at
    assert row.registrant_id == owner.pk
    assert owner == (marsh if isinstance(mended, Refused) else fell)


def test_what_was_changed_in_place_is_in_the_download(world):
    sent = sent_file(world, world.declared(), csv_of(("01-99999", "Fell")))
    mend(world, sent.rows.get(), "01-99998", "Fell")

    answer = world.client.get(page("upload_rest", sent))

    assert b"01-99998,Fell" in b"".join(answer.streaming_content)


def left_over(world, marsh):
    """Of three rows one became ready by deciding, one asks still, one cannot be used."""
    fell, hill = (builders.registrant(surname=name) for name in ("Fell", "Hill"))
    asked = [number_of(person).replace("-", "")[1:] for person in (fell, hill)]
    upload = sent_file(
        world,
        world.declared(),
        csv_of((number_of(marsh), "Marsh"), (asked[0], "Fell"), (asked[1], "Hill"), ("x", "Y")),
    )
    services.take(upload=upload, actor=world.admin, at=world.at)
    row = upload.rows.get(line=3)
    services.decide_row(row=row, yes=True, actor=world.admin, at=world.at)
    return upload


def test_rows_that_became_ready_are_asked_for_until_they_are_taken(world, marsh):
    upload = left_over(world, marsh)
    number = upload.event.ev_number
    waiting = reverse("sessions_events:waiting", args=[number])
    take = reverse("sessions_events:upload_take", args=[number, upload.pk])

    def pages():
        addresses = (waiting, reverse("sessions_events:event", args=[number]), "/")
        return [" ".join(world.client.get(each).content.decode().split()) for each in addresses]

    wait, event, home = pages()

    assert "3 rows" in wait
    assert "Take the 1 ready row" in wait
    assert f'action="{take}"' in wait
    assert "1 row is ready</a> and not taken yet." in event
    assert "2 rows wait</a> to be mended or decided." in event
    assert "Take 1 ready row and mend or decide 2 rows" in home
    assert "rows ready, not taken" in home
    assert waiting in home

    world.client.post(take)
    wait, event, home = pages()

    assert "2 rows" in wait
    assert "Ready, and not taken yet" not in wait
    assert "and not taken yet" not in event
    assert "Mend or decide 2 rows" in home


def test_who_only_reads_the_rows_takes_none(world, marsh, staff):
    upload = left_over(world, marsh)

    page = staff.get(reverse("sessions_events:waiting", args=[upload.event.ev_number]))

    assert "1 ready row of" in page.content.decode()
    assert "<button" not in page.content.decode().partition("<main")[2].partition("</main")[0]
