"""The pages on which staff keep the days off."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cet_portal.core import clock, holidays
from cet_portal.core.models import BankHoliday
from tests import builders
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db
PAGE, ADD = "/overview/days-off/", "/overview/days-off/add/"


@pytest.fixture
def client():
    builders.reference()
    return builders.client_for(builders.staff())


def weekday(number):
    """A weekday about so many days from now that is no holiday."""
    day = clock.today() + timedelta(days=number)
    while day.weekday() >= 5 or day in holidays.current():
        day += timedelta(days=1)
    return day


def typed(day, **more):
    parts = {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    return {**parts, "name": "Office move", "why": "CLOSURE", **more}


def page_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_a_year_and_who_added_what(client):
    day = weekday(3)
    client.post(ADD, typed(day, seen="1"))

    page = page_of(client.get(PAGE, {"year": day.year}))

    assert f"Days off in {day.year}" in page
    assert "Office move" in page
    assert "Office closure" in page
    assert "Take away" in page


@pytest.mark.parametrize("year", ["1066", "x", "", "99999999999999999999", "\0"])
def test_a_year_that_is_none_shows_this_one(client, year):
    assert f"Days off: {clock.today().year}" in page_of(client.get(PAGE, {"year": year}))


def test_a_day_is_checked_first_and_then_added(client):
    waiting = builders.application_at("SUBMITTED")
    day = weekday(2)

    page = page_of(client.post(ADD, typed(day)))

    assert "Check what moves" in page
    assert "1 open due date moves" in page
    assert waiting.c_number in page
    assert day not in holidays.current()

    page = page_of(client.post(ADD, typed(day, seen="1"), follow=True))

    assert "is a day off. 1 due date moved." in page
    assert holidays.current()[day] == "Office move"


def test_events_are_counted_by_what_they_owe(client):
    world = World()
    event = world.event()
    page = page_of(client.post(ADD, typed(event.due_on)))
    assert "Declarations and uploads" in page
    assert event.ev_number in page


def test_change_goes_back_with_what_was_typed(client):
    day = weekday(2)

    page = page_of(client.post(ADD, typed(day, seen="1", change="1")))

    assert 'value="Office move"' in page
    assert day not in holidays.current()


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"day_day": "31", "day_month": "2"}, "must be a real date"),
        ({"day_day": "", "day_month": "", "day_year": ""}, "Enter"),
        ({"day_year": "1900"}, "Enter a day from"),
        ({"day_year": "2090"}, "Enter a day up to"),
        ({"name": ""}, "Enter"),
        ({"name": "x" * 101}, "100 characters"),
        ({"name": "a\0b"}, "Remove the character that cannot be shown"),
        ({"why": "BANK_HOLIDAY"}, "choose one of the list"),
        ({"why": ""}, "Select why the day does not count"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_added(client, wrong, words):
    before = BankHoliday.objects.count()
    day = weekday(2)
    while not 9 < day.day < 28:
        day += timedelta(days=1)

    page = page_of(client.post(ADD, {**typed(day), **wrong}))

    assert "<title>Error: " in page
    assert words in page
    assert BankHoliday.objects.count() == before


def test_a_name_is_text_and_no_mark_up(client):
    page = page_of(client.post(ADD, typed(weekday(2), name="<script>alert(1)</script>")))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_a_day_that_a_colleague_added_meanwhile_is_said(client):
    day = weekday(2)
    client.post(ADD, typed(day, seen="1"))
    colleague = builders.client_for(builders.staff())

    page = page_of(colleague.post(ADD, typed(day, seen="1"), follow=True))

    assert "is a day off already: Office move" in page


def test_a_day_is_taken_away_after_a_look_at_what_moves(client):
    builders.application_at("SUBMITTED")
    day = weekday(2)
    client.post(ADD, typed(day, seen="1"))
    address = f"{PAGE}{BankHoliday.objects.get(date=day).pk}/take-away/"

    page = page_of(client.get(address))
    assert "1 open due date moves" in page
    assert "are mailed the new dates" in page
    assert day in holidays.current()

    page = page_of(client.post(address, follow=True))
    assert "is a working day again. 1 due date moved." in page
    assert day not in holidays.current()
    assert page_of(client.post(address, follow=True)).count("is a working day again.") == 1


def test_a_past_day_has_no_link_and_its_page_refuses(client):
    past = BankHoliday.objects.create(date=weekday(-9), name="Over")

    assert f"{PAGE}{past.pk}/take-away/" not in page_of(client.get(PAGE, {"year": past.date.year}))
    for send in (client.get, client.post):
        assert "so it stays a day off" in page_of(send(f"{PAGE}{past.pk}/take-away/", follow=True))
    assert past.date in holidays.current()


def test_an_unknown_day_is_no_page(client):
    for number in ("0", "99999999999999999999"):
        assert client.get(f"{PAGE}{number}/take-away/").status_code == 404


def test_only_staff_come_in_and_have_the_entry():
    others = [builders.approver(), builders.provider_with()[1], builders.registrant().user]
    for person in others:
        client = builders.client_for(person)
        assert client.get(PAGE).status_code == client.post(ADD).status_code == 403
        assert PAGE not in client.get("/").content.decode()
        assert client.get("/pages/tools/").status_code in (403, 404)
    staff = builders.client_for(builders.staff())
    assert f'href="{PAGE}"' in staff.get("/pages/tools/").content.decode()


def test_the_list_takes_the_same_queries_for_many_days(client, django_assert_num_queries):
    year = clock.today().year
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(PAGE, {"year": year})
    for number in range(30):
        BankHoliday.objects.get_or_create(
            date=clock.today().replace(month=2, day=1) + timedelta(days=number),
            division=holidays.DIVISION,
            defaults={"name": "Closed"},
        )
    with django_assert_num_queries(len(few)):
        client.get(PAGE, {"year": year})
