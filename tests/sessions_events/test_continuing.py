"""A downloaded list of the rest comes back: it continues the same upload."""

from datetime import timedelta

import pytest
from django.urls import reverse

from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.enums import Box, Reason, UploadStatus
from sessions_events.services.uploading import reading, staging
from sessions_events.services.uploading.continuing import named_by
from tests import builders
from tests.sessions_events.corpus import books
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


def verdicts(upload):
    """Everything that reading or deciding has set on each row."""
    names = ("line", "box", "reason", "detail", "registrant_id", "taken_number", "audience")
    return list(upload.rows.order_by("line").values_list(*names, "earned_on"))


def mark(upload, line):
    return f"U-{upload.pk}-{line}"


@pytest.fixture
def waiting(world, marsh):
    """An upload with one row taken, a question, a row that cannot be used and one decided."""
    fell, jones = (builders.registrant(surname=name) for name in ("Fell", "Jones"))
    asked = [number_of(person).replace("-", "")[1:] for person in (fell, jones)]
    upload = sent_file(
        world,
        world.declared(),
        csv_of(
            (number_of(marsh), "Marsh"),
            (asked[0], "Fell"),
            ("01-99999", "Hill"),
            (asked[1], "Jones"),
        ),
    )
    services.take(upload=upload, actor=world.admin, at=world.at)
    services.decide_row(row=row(upload, 5), yes=True, actor=world.admin, at=world.at)
    assert boxes(upload) == [Box.READY, Box.UNDECIDED, Box.UNUSABLE, Box.NOTED]
    upload.marked = [
        (asked[0], "Fell", "", mark(upload, 3)),
        ("01-99999", "Hill", "", mark(upload, 4)),
        (asked[1], "Jones", "", mark(upload, 5)),
    ]
    return upload


def drop(world, upload):
    return services.drop(upload=upload, actor=world.admin, at=world.at + LATER)


def test_a_resent_list_that_is_put_aside_gives_every_row_back(world, waiting):
    before = verdicts(waiting)
    second = again(world, waiting, *waiting.marked)
    assert boxes(waiting) == [Box.READY, Box.KNOWN, Box.KNOWN, Box.KNOWN]

    page = world.client.post(
        reverse("sessions_events:upload_drop", args=[waiting.event.ev_number, second.pk])
    )

    assert page.status_code == 302
    assert verdicts(waiting) == before
    assert [each.line for each in queries.waiting_rows(waiting.event)] == [3, 4]
    assert queries.to_take(waiting).count() == 1


def test_a_resent_list_that_breaks_off_gives_every_row_back(world, waiting, monkeypatch):
    monkeypatch.setattr("sessions_events.services.uploading.staging.BATCH", 1_000)
    before = verdicts(waiting)
    kept = []
    monkeypatch.setattr(
        reading, "keep", lambda upload, batch: kept.append(batch) or staging.keep(upload, batch)
    )
    good = [MARKED, *waiting.marked, *[("01-99998", "Ford")] * 4_000]
    lines = [books.inline(number, *cells) for number, cells in enumerate(good, start=1)]
    data = books.by_hand("".join(lines) + "<row><c></row>")

    second = sent_file(world, waiting.event, data, name="list.xlsx", at=world.at + LATER)

    assert kept
    assert (second.status, second.rows.count()) == (UploadStatus.UNREADABLE, 0)
    assert verdicts(waiting) == before
    assert second.continues is None


def test_a_list_sent_back_twice_asks_for_no_row_twice(world, waiting):
    second = again(world, waiting, *waiting.marked)
    third = again(world, waiting, *waiting.marked, ("01-99998", "Ford", "", ""))

    assert boxes(second) == [Box.KNOWN] * 3
    assert {each.upload_id for each in queries.waiting_rows(waiting.event)} == {third.pk}
    assert f"U-{third.pk}" in row(second, 2).sentence


def test_the_first_of_two_that_is_put_aside_leaves_its_rows_with_the_second(world, waiting):
    second = again(world, waiting, *waiting.marked)
    third = again(world, waiting, *waiting.marked, ("01-99998", "Ford", "", ""))

    drop(world, second)

    assert {each.upload_id for each in queries.waiting_rows(waiting.event)} == {third.pk}
    assert f"U-{third.pk}" in row(waiting, 3).sentence
    before = [Box.READY, Box.UNDECIDED, Box.UNUSABLE, Box.NOTED]
    drop(world, third)
    assert boxes(waiting) == before


def test_the_second_of_two_that_is_put_aside_leaves_the_rows_with_the_first(world, waiting):
    second = again(world, waiting, *waiting.marked)
    before = verdicts(second)
    third = again(world, waiting, *waiting.marked, ("01-99998", "Ford", "", ""))

    drop(world, third)

    assert verdicts(second) == before
    assert boxes(waiting) == [Box.READY, Box.KNOWN, Box.KNOWN, Box.KNOWN]


def test_a_list_of_an_upload_that_was_put_aside_comes_back_and_asks_once(world, waiting):
    second = again(world, waiting, *waiting.marked)
    marked = [(*cells[:3], mark(second, line)) for line, cells in enumerate(waiting.marked, 2)]
    drop(world, second)

    third = again(world, waiting, *marked, ("01-99998", "Ford", "", ""))

    assert boxes(waiting) == [Box.READY, Box.KNOWN, Box.KNOWN, Box.KNOWN]
    assert {each.upload_id for each in queries.waiting_rows(waiting.event)} == {third.pk}


def test_a_row_that_is_sent_again_is_not_taken_with_its_old_upload(world, waiting):
    second = again(world, waiting, *waiting.marked)

    services.take(upload=waiting, actor=world.admin, at=world.at + LATER)
    services.decide_row(row=row(second, 4), yes=True, actor=world.admin, at=world.at + LATER)
    services.take(upload=second, actor=world.admin, at=world.at + LATER)

    assert row(waiting, 5).taken_at is None
    assert row(second, 4).taken_at
    assert PointEntry.objects.count() == 2


def test_the_same_mark_on_two_lines_is_two_rows(world, marsh):
    first = sent_file(world, world.declared(), csv_of(("01-99999", "Jones")))

    second = again(
        world,
        first,
        (number_of(marsh), "Marsh", "", mark(first, 2)),
        ("01-99998", "Jones", "", mark(first, 2)),
    )

    assert boxes(second) == [Box.READY, Box.UNUSABLE]
    assert boxes(first) == [Box.KNOWN]


def test_putting_aside_says_first_what_goes_and_what_waits_again(world, waiting):
    more = ("01-99998", "Ford", "", "")
    second = again(world, waiting, *waiting.marked, more)
    address = reverse("sessions_events:upload_drop", args=[waiting.event.ev_number, second.pk])
    report = reverse("sessions_events:upload_report", args=[waiting.event.ev_number, second.pk])

    shown = " ".join(world.client.get(address).content.decode().split())
    on_the_report = world.client.get(report).content.decode()

    assert f"Put U-{second.pk} aside?" in shown
    assert "4 rows of this list are lost" in shown
    assert "0 ready, 4 to be mended or decided" in shown
    assert f"3 rows that were sent again with it wait in U-{waiting.pk} as before." in shown
    assert f'href="{address}"' in on_the_report
    assert f'action="{address}"' not in on_the_report
    second.refresh_from_db()
    assert second.status == UploadStatus.PREVIEWED


def test_what_was_taken_is_not_put_aside(world, waiting):
    address = reverse("sessions_events:upload_drop", args=[waiting.event.ev_number, waiting.pk])

    for answer in (world.client.get(address), world.client.post(address)):
        assert answer.status_code == 302  # back, with the reason
    assert boxes(waiting) == [Box.READY, Box.UNDECIDED, Box.UNUSABLE, Box.NOTED]
