"""Pages to plan and to change: what is typed stays, and each problem stands at its place."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cet_portal.core import clock
from providers import services as provider_services
from sessions_events import services
from sessions_events.models import Event, PlanList, Session
from sessions_events.rules import plan_tables
from tests import builders
from tests.sessions_events.test_plans import HEADINGS, day, keep, row

pytestmark = pytest.mark.django_db

REPEAT, FROM_FILE = "/sessions/repeat/", "/sessions/from-a-file/"


def soon(world, days=7):
    return clock.london_date(world.at) + timedelta(days=days)


def rows(world, **changed):
    """The form with two rows."""
    return {
        "cet": world.application.c_number,
        "starts": "6:30pm",
        "ends": "8pm",
        "open_to_all": "yes",
        "day_1": day(world, 7),
        "venue_1": "Civic Hall",
        "town_1": "Leeds",
        "day_2": day(world, 14),
        "starts_2": "7pm",
        "venue_2": "Online",
        **changed,
    }


def text_of(answer) -> str:
    return answer.content.decode()


# Many dates and places


def test_rows_are_looked_at_before_they_are_planned(world):
    client = world.client
    answer = client.post(REPEAT, {**rows(world), "act": "check"})

    assert "Nothing has been planned yet" in text_of(answer)
    assert "Plan 2 events" in text_of(answer)
    assert not Event.objects.exists()

    client.post(REPEAT, {**rows(world), "act": "plan"})
    client.post(REPEAT, {**rows(world), "act": "plan"})  # pressed twice

    assert Event.objects.count() == 2
    assert Session.objects.filter(online=True).count() == 1


def test_each_problem_stands_at_its_row_and_nothing_is_lost(world):
    answer = world.client.post(REPEAT, rows(world, day_2="31/2/2027", price="£20"))

    page = text_of(answer)
    assert "Row 2: Day must be a real date" in page
    assert 'id="id_day_2_error"' in page
    for kept in ("31/2/2027", "Civic Hall", "£20"):
        assert f'value="{kept}"' in page


def test_what_stands_against_a_row_is_said_before_planning(world):
    world.application.refresh_from_db()
    after = (world.application.approval_ends - clock.london_date(world.at)).days + 1

    answer = world.client.post(REPEAT, rows(world, day_1=day(world, after)))

    assert "Row 1: The approval ends before the day of the event" in text_of(answer)


def test_rows_are_added_without_losing_or_judging_any(world):
    answer = world.client.post(REPEAT, {**rows(world, day_2="nonsense"), "act": "add"})

    page = text_of(answer)
    assert 'value="nonsense"' in page
    assert "There is a problem" not in page
    assert 'name="day_6"' in page


def test_region_position_and_an_unknown_town_of_a_row(world):
    typed = rows(world, town_1="Cardif", region_1="Wales", act="check")

    unknown = text_of(world.client.post(REPEAT, typed))
    assert "Ready, with a remark" in unknown
    assert "Did you mean Cardiff" in unknown

    wrong = text_of(world.client.post(REPEAT, {**typed, "region_1": "Atlantis"}))
    assert "Row 1: Region must be one of" in wrong

    placed = {**typed, "position_1": "51.48, -3.18", "act": "plan"}
    world.client.post(REPEAT, placed)
    session = Session.objects.get(online=False)
    assert (session.region, session.longitude) == ("WALES", -3.18)


def test_a_pasted_table_fills_the_rows(world):
    pasted = f"Day\tStart\tEnd\tVenue\tTown\n{day(world, 7)}\t9am\t10am\tHall\tHull\n"

    answer = world.client.post(REPEAT, {**rows(world), "paste": pasted, "act": "fill"})

    page = text_of(answer)
    assert 'name="town_1" value="Hull"' in page
    assert "Civic Hall" not in page


@pytest.mark.parametrize("paste", ["", "just words", "Day\n", "\x00", "Day\n" + "1/1/2027\n" * 90])
def test_a_table_that_is_none_is_said_so_and_the_rows_stay(world, paste):
    answer = world.client.post(REPEAT, {**rows(world), "paste": paste, "act": "fill"})

    assert answer.status_code == 200
    assert "Civic Hall" in text_of(answer)
    assert 'role="alert"' in text_of(answer)


@pytest.mark.parametrize(
    "changed",
    [
        {"cet": "C-99999"},
        {"cet": "\x00"},
        {"day_1": "\x00", "venue_1": "x" * 5000},
        {"starts": "99", "open_to_all": "perhaps"},
        {"capacity": "-1", "booking_link": "javascript:alert(1)"},
        {"day_9999": "1/1/2027"},
    ],
)
def test_hostile_rows_get_a_page_not_an_error(world, changed):
    for act in ("check", "add", "fill", "plan"):
        answer = world.client.post(REPEAT, {**rows(world, **changed), "act": act})
        assert answer.status_code in (200, 302)


def test_repeating_an_event_brings_its_details_along(world):
    event = world.event(soon(world), price="£33", contact="cet@example.org")

    page = text_of(world.client.get(f"{REPEAT}?event={event.ev_number}"))

    assert 'value="£33"' in page
    assert 'value="cet@example.org"' in page
    assert 'value="18:00"' in page


def test_another_providers_event_is_not_repeated(world):
    other = builders.client_for(builders.provider_with()[1])

    answer = other.get(f"{REPEAT}?event={world.event().ev_number}")

    assert answer.status_code in (200, 404)
    assert world.application.title not in text_of(answer)


# From a file


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


# The end of the cycle


def test_the_end_of_the_cycle_is_shown_before_an_event_is_added(world):
    world.application.refresh_from_db()
    last = world.application.approval_ends
    session = world.session(last)
    typed = {
        "cet": world.application.c_number,
        "day_day": str(last.day),
        "day_month": str(last.month),
        "day_year": str(last.year),
        "starts": "9am",
        "ends": "10am",
        "open_to_all": "yes",
    }
    address = f"/sessions/{session.s_number}/add/"

    first = world.client.post(address, typed)
    assert "The cycle ends soon after this event" in text_of(first)
    assert not Event.objects.exists()
    assert 'value="9am"' in text_of(world.client.post(address, {**typed, "act": "change"}))

    world.client.post(address, {**typed, "act": "seen"})
    event = Event.objects.get()
    assert "Aim for an earlier day" in text_of(world.client.get(f"/events/{event.ev_number}/"))


def test_the_end_of_the_cycle_is_shown_before_an_event_is_moved_there(world):
    world.application.refresh_from_db()
    last = world.application.approval_ends
    session = world.session(start=soon(world), end=last)
    event = world.into(session)
    address = f"/events/{event.ev_number}/change/"
    there = {"day_day": last.day, "day_month": last.month, "day_year": last.year}
    typed = typed_event(event, **there, starts="9am", ends="10am")

    first = text_of(world.client.post(address, typed))
    assert "The cycle ends soon after this event" in first
    assert "Change the event all the same" in first
    event.refresh_from_db()
    assert event.version == 1
    assert 'value="9am"' in text_of(world.client.post(address, {**typed, "act": "change"}))

    world.client.post(address, {**typed, "act": "seen"})
    event.refresh_from_db()
    assert clock.london_date(event.ends_at) == last

    again = typed_event(event, **there, starts="9am", ends="10am", price="£5")
    assert world.client.post(address, again).status_code == 302  # the day is the same


# Changing


def typed_event(event, **changed):
    start = event.starts_at.astimezone(clock.LONDON)
    return {
        "version": event.version,
        "day_day": start.day,
        "day_month": start.month,
        "day_year": start.year,
        "starts": "18:00",
        "ends": "20:00",
        "open_to_all": "yes",
        **changed,
    }


def test_an_event_is_changed_on_its_page(world):
    event = world.event(soon(world), price="£20")

    answer = world.client.post(
        f"/events/{event.ev_number}/change/", typed_event(event, price="£25"), follow=True
    )

    assert "Price: £25 (before: £20)." in text_of(answer)
    assert [each[0] for each in event.changes.get().values] == ["price"]


def test_the_second_editor_sees_both_versions_and_may_save(world):
    event = world.event(soon(world), price="£20")
    address, typed = f"/events/{event.ev_number}/change/", typed_event(event, price="£30")
    world.client.post(address, typed_event(event, price="£25"))

    told = world.client.post(address, typed)
    assert "while you had this page open" in text_of(told)
    assert "£25" in text_of(told)
    assert 'value="£30"' in text_of(told)

    world.client.post(address, {**typed, "version": 2})
    event.refresh_from_db()
    assert event.price == "£30"


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "\x00"])
def test_a_version_that_was_tampered_with_changes_nothing(world, version):
    event = world.event(soon(world), price="£20")

    answer = world.client.post(
        f"/events/{event.ev_number}/change/", typed_event(event, price="£1", version=version)
    )

    assert answer.status_code == 200
    event.refresh_from_db()
    assert event.price == "£20"


def test_a_session_page_says_why_its_days_stay(world):
    event = world.event(soon(world))
    session = event.session
    other = soon(world, 9)

    answer = world.client.post(
        f"/sessions/{session.s_number}/change/",
        {
            "version": session.version,
            "name": session.name,
            "online": "no",
            "venue": "Civic Hall",
            "town": "Leeds",
            "start_day": other.day,
            "start_month": other.month,
            "start_year": other.year,
        },
    )

    assert f"{event.ev_number} is on" in text_of(answer)


@pytest.mark.parametrize(
    "position, sentence",
    [
        ("53.8", "Enter latitude and longitude"),
        ("north of Leeds", "Enter latitude and longitude"),
        ("91, 0", "latitude must be from"),
        ("0, 200", "longitude must be from"),
        ("1.5 W, 53.8 N", "latitude first"),
    ],
)
def test_coordinates_are_both_or_neither(world, position, sentence):
    session = world.session(soon(world))

    answer = world.client.post(
        f"/sessions/{session.s_number}/change/",
        {"version": 1, "name": "x", "online": "no", "position": position},
    )

    assert sentence in text_of(answer)
    assert f'value="{position}"' in text_of(answer)


def test_what_was_not_held_is_said_with_a_reason(world):
    event = world.event()
    address = f"/events/{event.ev_number}/not-held/"
    assert "It did not take place" in text_of(world.client.get(f"/events/{event.ev_number}/"))

    empty = world.client.post(address, {"reason": " "})
    assert "Say why the event did not take place" in text_of(empty)

    answer = world.client.post(address, {"reason": "Snow."}, follow=True)
    assert "Did not take place" in text_of(answer)
    assert "Snow." in text_of(answer)
    again = world.client.post(address, {"reason": "Snow."}, follow=True)
    assert "already done" in text_of(again)


def test_a_registrant_or_author_plans_nothing(world):
    author = builders.client_for(builders.member(world.provider, "CET_AUTHOR"))
    kept = keep(world, row(world))
    event = world.event(soon(world))

    for address in (
        REPEAT,
        FROM_FILE,
        f"{FROM_FILE}{kept.pk}/",
        f"/events/{event.ev_number}/change/",
        f"/events/{event.ev_number}/not-held/",
    ):
        assert author.get(address).status_code == 403


def test_a_provider_without_a_listing_is_told_why(world):
    provider_services.suspend(
        provider_id=world.provider.pk,
        reason="Fee unpaid.",
        actor=builders.MANAGER,
        at=clock.now(),
    )

    answer = world.client.get(REPEAT, follow=True)

    assert "Fee unpaid." in text_of(answer)


def test_services_are_told_of_no_version(world):
    event = world.event(soon(world))

    with pytest.raises(services.ChangedMeanwhile):
        services.change_event(
            event=event, version=0, values={"price": "£1"}, actor=world.admin, at=world.at
        )
