"""Four ways in, one result: what a file can say, typed and pasted rows and a machine can say."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.formats import date_format

from registrants.models import PointEntry
from sessions_events import services
from sessions_events.enums import Box, Part, Reason
from sessions_events.models import Upload
from sessions_events.rules.files import read_text
from tests import builders
from tests.sessions_events.sending import csv_of, number_of, sent_file


def text_of(response):
    return " ".join(response.content.decode().split())


def typed(**values):
    data = {"rows-TOTAL_FORMS": 12, "rows-INITIAL_FORMS": 0}
    return data | {f"rows-0-{name}": value for name, value in values.items()}


@pytest.fixture
def course(world):
    """Distance learning that ended a while ago."""
    world.teaches_at_a_distance()
    return world.declare(world.course(world.at - timedelta(days=20), world.at - timedelta(days=2)))


def test_typed_rows_of_distance_learning_have_their_day(world, course, marsh):
    address = reverse("sessions_events:upload_typed", args=[course.ev_number])
    day = (world.at - timedelta(days=10)).date()

    page = text_of(world.client.get(address))
    world.client.post(
        address, typed(number=number_of(marsh), surname="Marsh", completed=f"{day:%d/%m/%Y}")
    )

    assert "Completed on" in page
    assert 'name="rows-11-completed"' in page
    row = Upload.objects.get().rows.get()
    assert (row.box, row.earned_on) == (Box.READY, day)


def test_typed_rows_say_whether_the_interactive_part_was_completed(world, marsh):
    event = world.declared()
    address = reverse("sessions_events:upload_typed", args=[event.ev_number])

    page = text_of(world.client.get(address))
    world.client.post(
        address, typed(number=number_of(marsh), surname="Marsh", interactive="no"), follow=True
    )
    services.take(upload=Upload.objects.get(), actor=world.admin, at=world.at)

    assert "Interactive part completed" in page
    assert "Completed on" not in page
    assert PointEntry.objects.get().interactive == 0


def test_a_typed_facilitator_of_a_discussion_is_one(world, marsh):
    event = world.declared()
    discussion = event.application.modality.__class__.objects.get(code="PEER_DISCUSSION")
    event.application.__class__.objects.filter(pk=event.application.pk).update(modality=discussion)
    address = reverse("sessions_events:upload_typed", args=[event.ev_number])

    page = text_of(world.client.get(address))
    world.client.post(address, typed(number=number_of(marsh), surname="Marsh", part="FACILITATOR"))
    world.client.post(address, typed(number=number_of(marsh), surname="Marsh", part="PARTICIPANT"))

    assert "Role" in page
    parts = [upload.rows.get().part for upload in Upload.objects.order_by("pk")]
    assert parts == [Part.FACILITATOR, Part.PARTICIPANT]


MIXED = """01-30001, Smith
de la Cruz 01-30017
Mac Donald, 01-30013
True\t01-30009
01-30002;Jones
01-30003 O'Neil"""


def test_pasted_lines_of_mixed_form_are_told_line_by_line(world):
    people = {
        "01-30001": "Smith",
        "01-30017": "de la Cruz",
        "01-30013": "Mac Donald",
        "01-30009": "True",
        "01-30002": "Jones",
        "01-30003": "O'Neil",
    }
    for number, surname in people.items():
        builders.registrant(number, surname, account=False)
    event = world.declared()

    world.client.post(
        reverse("sessions_events:upload_pasted", args=[event.ev_number]), {"text": MIXED}
    )

    rows = Upload.objects.get().rows.order_by("line")
    assert {row.number: row.surname for row in rows} == people
    assert {row.box for row in rows} == {Box.READY}


@pytest.mark.parametrize(
    "line, cells",
    [
        ("de la Cruz 01-30017", ("01-30017", "de la Cruz")),
        ("Mac Donald; 01-30013", ("01-30013", "Mac Donald")),
        ("True\t01-30009", ("01-30009", "True")),
        ("01-30004 | Ng", ("01-30004", "Ng")),
    ],
)
def test_a_line_of_its_own_form_below_headings_has_its_number_where_the_others_have(line, cells):
    table = read_text(f"GOC number,Surname\n01-30001,Smith\n{line}\n01-30002,Jones")

    assert [(row.number, row.surname) for row in table.rows][1] == cells


def test_lines_all_of_one_form_and_swapped_once_still_ask(world, marsh):
    other = builders.registrant(surname="Fell", account=False)
    text = f"{number_of(marsh)},Marsh\nFell,{number_of(other)}"
    event = world.declared()

    world.client.post(
        reverse("sessions_events:upload_pasted", args=[event.ev_number]), {"text": text}
    )

    assert list(Upload.objects.get().rows.order_by("line").values_list("reason", flat=True)) == [
        Reason.NONE,
        Reason.SWAPPED,
    ]


def test_a_paste_that_is_too_long_says_to_send_a_file(world):
    address = reverse("sessions_events:upload_pasted", args=[world.declared().ev_number])
    text = "01-20001,Marsh\n" * 170_000

    answer = world.client.post(address, f"text={text}", content_type=URLENCODED)

    assert answer.status_code == 400
    assert "Send a long list as a file" in text_of(answer)
    assert "longer than 2.5 MB" in text_of(answer)


URLENCODED = "application/x-www-form-urlencoded"


def test_too_many_fields_say_to_send_a_file(world):
    address = reverse("sessions_events:upload_typed", args=[world.declared().ev_number])
    fields = "&".join(f"a{n}=1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))

    answer = world.client.post(address, fields, content_type=URLENCODED)

    assert answer.status_code == 400
    assert "Send a long list as a file" in text_of(answer)


def test_thousands_are_separated(world, marsh):
    rows = [(number_of(marsh), "Marsh"), *[("01-99999", "Nobody")] * 1_234]
    sent = sent_file(world, world.declared(), csv_of(*rows))

    page = text_of(
        world.client.get(
            reverse("sessions_events:upload_report", args=[sent.event.ev_number, sent.pk])
        )
    )

    assert "1,234" in page
    assert "1234" not in page.replace("01-99999", "")


def test_a_day_to_come_says_so_and_one_outside_the_event_too(world, marsh):
    world.teaches_at_a_distance()
    event = world.declare(
        world.course(world.at - timedelta(days=20), world.at + timedelta(days=20))
    )
    to_come, outside = world.at + timedelta(days=5), world.at + timedelta(days=50)
    headings = ("GOC number", "Surname", "Completed on")
    rows = [(number_of(marsh), "Marsh", f"{day:%d/%m/%Y}") for day in (to_come, outside)]

    sent = sent_file(world, event, csv_of(*rows, headings=headings))

    assert [row.sentence for row in sent.rows.order_by("line")] == [
        f"The day of completion, {date_format(to_come, 'j F Y')}, is still to come.",
        "The day of completion lies outside the days of the event.",
    ]


def test_a_file_that_is_too_large_and_one_of_excel_2003_are_named_as_they_are(world):
    event = world.declared()
    address = reverse("sessions_events:upload", args=[event.ev_number])
    xml = b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook></Workbook>'

    large = world.client.post(address, {"file": SimpleUploadedFile("a.csv", bytes(50_000_001))})
    old = world.client.post(address, {"file": SimpleUploadedFile("a.xml", xml)})

    assert "The file is larger than 50 MB" in text_of(large)
    assert "a workbook as XML, as Excel 2003 saved it" in text_of(old)


@pytest.mark.parametrize(
    "sent_as, box",
    [('="{}"', Box.NOTED), ('= "{}"', Box.NOTED), ("=1+1", Box.UNUSABLE), ('="', Box.UNUSABLE)],
)
def test_a_number_protected_from_the_spreadsheet_is_read(world, marsh, sent_as, box):
    number = number_of(marsh)

    sent = sent_file(world, world.declared(), csv_of((sent_as.format(number), "Marsh")))

    row = sent.rows.get()
    assert (row.box, row.taken_number) == (box, number if box == Box.NOTED else "")


@pytest.mark.parametrize("short", ["1-123", "123", "01-123"])
def test_zeros_lost_inside_a_number_are_proposed(world, short):
    builders.registrant("01-00123", "Onlyone", account=False)

    sent = sent_file(world, world.declared(), csv_of((short, "Onlyone")))

    row = sent.rows.get()
    assert (row.box, row.reason, row.detail["number"]) == ("UNDECIDED", "PROPOSAL", "01-00123")
