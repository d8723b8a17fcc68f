"""Pages to plan: what is typed stays, and each problem stands at its place."""

import pytest

from cet_portal.core import clock
from providers import services as provider_services
from sessions_events.models import Event, Session
from tests import builders
from tests.sessions_events.planning_pages import FROM_FILE, REPEAT, rows, soon, text_of
from tests.sessions_events.test_plans import day, keep, row

pytestmark = pytest.mark.django_db


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
