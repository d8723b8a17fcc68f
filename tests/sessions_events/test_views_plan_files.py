"""Plans from a file: looked at, planned, and the rest given back with its reasons."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sessions_events.models import Event, PlanList
from sessions_events.rules import plan_tables
from tests.sessions_events.planning_pages import FROM_FILE, text_of
from tests.sessions_events.test_plans import HEADINGS, keep, row

pytestmark = pytest.mark.django_db


def send(world, *lines, name="plans.csv"):
    content = "\n".join([HEADINGS, *lines]).encode()
    return world.client.post(FROM_FILE, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_a_file_is_looked_at_planned_and_its_rest_comes_back_with_reasons(world):
    bad = row(world, start="??", name="=HYPERLINK(1)")
    page = text_of(send(world, row(world), bad))
    assert "Plan 1 event" in page
    assert "Start must be a time" in page
    assert not Event.objects.exists()

    kept = PlanList.objects.get()
    world.client.post(f"{FROM_FILE}{kept.pk}/plan/")
    page = text_of(world.client.get(f"{FROM_FILE}{kept.pk}/"))
    rest = world.client.get(f"{FROM_FILE}{kept.pk}/rest.csv")

    assert Event.objects.get().ev_number in page
    lines = list(csv.reader(io.StringIO(rest.getvalue().decode("utf-8-sig"))))
    assert lines[0] == [*HEADINGS.split(","), "MyCET reason"]
    assert lines[1][1] == "'=HYPERLINK(1)"
    assert "Start must be a time" in lines[1][-1]


def test_the_rest_corrected_and_sent_again_plans_what_was_left(world):
    send(world, row(world), row(world, 14, start="??"))
    world.client.post(f"{FROM_FILE}{PlanList.objects.get().pk}/plan/")

    send(world, row(world), row(world, 14, start="19:00"))
    world.client.post(f"{FROM_FILE}{PlanList.objects.last().pk}/plan/")

    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.png", b"\x89PNG\r\n"),
        ("a.xlsx", b"PK\x03\x04garbage"),
        ("a.csv", b"\xff\xfe\x00"),
        ("a.csv", b"Day,Start\n1/1/2027,9am"),
        ("a.csv", b"\x00" * 5000),
        ("a" * 300 + ".csv", b"x"),
    ],
)
def test_a_file_that_is_no_list_is_said_so_at_the_field(world, name, content):
    answer = world.client.post(FROM_FILE, {"file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 200
    assert "There is a problem" in text_of(answer)
    assert not PlanList.objects.exists()


def test_the_template_can_be_sent_as_it_is(world):
    template = world.client.get(f"{FROM_FILE}template.csv").getvalue()

    answer = world.client.post(
        FROM_FILE, {"file": SimpleUploadedFile("t.csv", template)}, follow=True
    )

    assert answer.status_code == 200
    kept = PlanList.objects.get()
    assert set(kept.layout) == set(plan_tables.IN_TEMPLATE)
    assert len(kept.rows) == 1


def test_a_longer_list_asks_no_more_queries(world):
    short = keep(world, row(world, town="T"))
    long = keep(world, *(row(world, 7 + n, town=f"T{n}") for n in range(60)))
    client, counts = world.client, []
    client.get(f"{FROM_FILE}{short.pk}/")

    for kept in (short, long):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{FROM_FILE}{kept.pk}/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
